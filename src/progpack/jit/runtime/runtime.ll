
%struct.record = type { i32, i32 }
%struct.timespec = type { i64, i64 }
%struct.packet = type { i64, i64, i64 }

; Function Attrs: nofree norecurse nosync nounwind memory(read, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_check(ptr noundef captures(none) %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = lshr i32 %2, 20
  %5 = and i32 %4, 3
  %6 = zext nneg i32 %5 to i64
  %7 = shl nuw nsw i64 1, %6
  %8 = lshr i32 %2, 22
  %9 = and i32 %8, 1
  %10 = tail call fastcc i32 @allowed(ptr noundef %0, i64 noundef %1, i64 noundef %7, i32 noundef %9) #14
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %12, label %19

12:                                               ; preds = %3
  %13 = add nuw nsw i32 %9, 1
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 %13, ptr %14, align 8
  %15 = and i32 %2, 1048575
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %15, ptr %16, align 4
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %17, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %7, ptr %18, align 8
  br label %19

19:                                               ; preds = %3, %12
  %20 = phi i64 [ 0, %12 ], [ 1, %3 ]
  ret i64 %20
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #1

; Function Attrs: nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc range(i32 0, 2) i32 @allowed(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #2 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %9 = load i64, ptr %8, align 8
  %10 = inttoptr i64 %9 to ptr
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %14 = load i64, ptr %13, align 8
  %15 = icmp ult i64 %1, %12
  %16 = icmp ugt i64 %1, %14
  %17 = or i1 %15, %16
  %18 = sub nuw i64 %14, %1
  %19 = icmp ugt i64 %2, %18
  %20 = select i1 %17, i1 true, i1 %19
  br i1 %20, label %21, label %80

21:                                               ; preds = %4
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %23 = load i64, ptr %22, align 8
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %25 = load i64, ptr %24, align 8
  %26 = icmp ult i64 %1, %23
  %27 = icmp ugt i64 %1, %25
  %28 = or i1 %26, %27
  %29 = sub nuw i64 %25, %1
  %30 = icmp ugt i64 %2, %29
  %31 = select i1 %28, i1 true, i1 %30
  br i1 %31, label %39, label %32

32:                                               ; preds = %21
  %33 = icmp eq i32 %3, 0
  br i1 %33, label %80, label %34

34:                                               ; preds = %32
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %36 = load i64, ptr %35, align 8
  %37 = and i64 %36, 2
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %39, label %80

39:                                               ; preds = %34, %21
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %41 = load i64, ptr %40, align 8
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %43 = load i64, ptr %42, align 8
  %44 = icmp ult i64 %1, %41
  %45 = icmp ugt i64 %1, %43
  %46 = or i1 %44, %45
  %47 = sub nuw i64 %43, %1
  %48 = icmp ugt i64 %2, %47
  %49 = select i1 %46, i1 true, i1 %48
  br i1 %49, label %57, label %50

50:                                               ; preds = %39
  %51 = icmp eq i32 %3, 0
  br i1 %51, label %80, label %52

52:                                               ; preds = %50
  %53 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %54 = load i64, ptr %53, align 8
  %55 = and i64 %54, 1
  %56 = icmp eq i64 %55, 0
  br i1 %56, label %57, label %80

57:                                               ; preds = %52, %39
  %58 = icmp ult i64 %6, %9
  br i1 %58, label %59, label %80

59:                                               ; preds = %57
  %60 = icmp eq i32 %3, 0
  br label %61

61:                                               ; preds = %59, %77
  %62 = phi ptr [ %7, %59 ], [ %78, %77 ]
  %63 = load i64, ptr %62, align 8
  %64 = getelementptr inbounds nuw i8, ptr %62, i64 8
  %65 = load i64, ptr %64, align 8
  %66 = icmp ult i64 %1, %63
  %67 = icmp ugt i64 %1, %65
  %68 = or i1 %66, %67
  %69 = sub nuw i64 %65, %1
  %70 = icmp ugt i64 %2, %69
  %71 = select i1 %68, i1 true, i1 %70
  br i1 %71, label %77, label %72

72:                                               ; preds = %61
  br i1 %60, label %80, label %73

73:                                               ; preds = %72
  %74 = getelementptr inbounds nuw i8, ptr %62, i64 16
  %75 = load i64, ptr %74, align 8
  %76 = icmp eq i64 %75, 0
  br i1 %76, label %77, label %80

77:                                               ; preds = %61, %73
  %78 = getelementptr inbounds nuw i8, ptr %62, i64 24
  %79 = icmp ult ptr %78, %10
  br i1 %79, label %61, label %80, !llvm.loop !3

80:                                               ; preds = %73, %72, %77, %57, %50, %52, %32, %34, %4
  %81 = phi i32 [ 1, %52 ], [ 1, %4 ], [ 1, %32 ], [ 1, %50 ], [ 1, %34 ], [ 0, %57 ], [ 1, %72 ], [ 1, %73 ], [ 0, %77 ]
  ret i32 %81
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #1

; Function Attrs: nofree norecurse nosync nounwind memory(read, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_check_range(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i64 %2, 0
  br i1 %5, label %18, label %6

6:                                                ; preds = %4
  %7 = lshr i32 %3, 22
  %8 = and i32 %7, 1
  %9 = tail call fastcc i32 @allowed(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %8) #14
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %11, label %18

11:                                               ; preds = %6
  %12 = add nuw nsw i32 %8, 1
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 %12, ptr %13, align 8
  %14 = and i32 %3, 1048575
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %14, ptr %15, align 4
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %2, ptr %17, align 8
  br label %18

18:                                               ; preds = %4, %6, %11
  %19 = phi i64 [ 0, %11 ], [ 1, %6 ], [ 1, %4 ]
  ret i64 %19
}

; Function Attrs: nofree norecurse nosync nounwind memory(read, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_check_map(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = icmp ult i64 %6, %8
  br i1 %10, label %11, label %36

11:                                               ; preds = %4
  %12 = inttoptr i64 %6 to ptr
  br label %16

13:                                               ; preds = %16
  %14 = getelementptr inbounds nuw i8, ptr %17, i64 24
  %15 = icmp ult ptr %14, %9
  br i1 %15, label %16, label %36, !llvm.loop !6

16:                                               ; preds = %11, %13
  %17 = phi ptr [ %14, %13 ], [ %12, %11 ]
  %18 = load i64, ptr %17, align 8
  %19 = icmp eq i64 %18, %1
  br i1 %19, label %20, label %13

20:                                               ; preds = %16
  %21 = inttoptr i64 %1 to ptr
  %22 = load i32, ptr %21, align 8
  %23 = icmp ult i32 %22, 64
  br i1 %23, label %24, label %36

24:                                               ; preds = %20
  %25 = zext nneg i32 %22 to i64
  %26 = shl nuw i64 1, %25
  %27 = and i64 %26, %2
  %28 = icmp eq i64 %27, 0
  br i1 %28, label %36, label %29

29:                                               ; preds = %24
  %30 = and i32 %3, 4194304
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %42, label %32

32:                                               ; preds = %29
  %33 = getelementptr inbounds nuw i8, ptr %21, i64 108
  %34 = load i32, ptr %33, align 4
  %35 = icmp eq i32 %34, 0
  br i1 %35, label %42, label %36

36:                                               ; preds = %13, %4, %20, %24, %32
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 5, ptr %37, align 8
  %38 = and i32 %3, 1048575
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %38, ptr %39, align 4
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %40, align 8
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %41, align 8
  br label %42

42:                                               ; preds = %32, %29, %36
  %43 = phi i64 [ 0, %36 ], [ 1, %29 ], [ 1, %32 ]
  ret i64 %43
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_check_record(ptr noundef captures(none) %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #3 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = icmp ult i64 %5, %7
  br i1 %9, label %10, label %54

10:                                               ; preds = %3
  %11 = inttoptr i64 %5 to ptr
  br label %12

12:                                               ; preds = %31, %10
  %13 = phi ptr [ %32, %31 ], [ %11, %10 ]
  %14 = load i64, ptr %13, align 8
  %15 = inttoptr i64 %14 to ptr
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 27
  br i1 %17, label %18, label %31

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %15, i64 32
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %20, 8
  %22 = icmp ult i64 %1, %21
  br i1 %22, label %31, label %23

23:                                               ; preds = %18
  %24 = getelementptr inbounds nuw i8, ptr %15, i64 40
  %25 = load i64, ptr %24, align 8
  %26 = icmp ugt i64 %1, %25
  br i1 %26, label %31, label %27

27:                                               ; preds = %23
  %28 = sub i64 %1, %20
  %29 = and i64 %28, 7
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %34, label %31

31:                                               ; preds = %27, %23, %18, %12
  %32 = getelementptr inbounds nuw i8, ptr %13, i64 24
  %33 = icmp ult ptr %32, %8
  br i1 %33, label %12, label %54, !llvm.loop !7

34:                                               ; preds = %27
  %35 = add i64 %1, 4294967288
  %36 = sub i64 %35, %20
  %37 = getelementptr inbounds nuw i8, ptr %15, i64 112
  %38 = load i64, ptr %37, align 8
  %39 = inttoptr i64 %38 to ptr
  %40 = getelementptr inbounds nuw i8, ptr %15, i64 12
  %41 = load i32, ptr %40, align 4
  %42 = add i32 %41, -1
  %43 = zext i32 %42 to i64
  %44 = and i64 %36, %43
  %45 = lshr i64 %44, 3
  %46 = getelementptr inbounds nuw %struct.record, ptr %39, i64 %45
  %47 = getelementptr inbounds nuw i8, ptr %46, i64 4
  %48 = load atomic i32, ptr %47 acquire, align 4
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %50 = load i32, ptr %49, align 8
  %51 = shl i32 %50, 2
  %52 = or disjoint i32 %51, 1
  %53 = icmp eq i32 %48, %52
  br i1 %53, label %60, label %54

54:                                               ; preds = %31, %3, %34
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 6, ptr %55, align 8
  %56 = and i32 %2, 1048575
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %56, ptr %57, align 4
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %58, align 8
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %59, align 8
  br label %60

60:                                               ; preds = %34, %54
  %61 = phi i64 [ 0, %54 ], [ 1, %34 ]
  ret i64 %61
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 0, 2) i64 @pp_check_ctx(ptr noundef captures(none) %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #4 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %5 = load i64, ptr %4, align 8
  %6 = icmp eq i64 %1, %5
  br i1 %6, label %13, label %7

7:                                                ; preds = %3
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 6, ptr %8, align 8
  %9 = and i32 %2, 1048575
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %9, ptr %10, align 4
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %11, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %12, align 8
  br label %13

13:                                               ; preds = %3, %7
  %14 = phi i64 [ 0, %7 ], [ 1, %3 ]
  ret i64 %14
}

; Function Attrs: nofree norecurse nounwind
define hidden i64 @pp_hash_lookup(ptr readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #5 {
  %4 = inttoptr i64 %1 to ptr
  %5 = inttoptr i64 %2 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %4, i64 104
  %7 = load i32, ptr %6, align 8
  %8 = zext i32 %7 to i64
  %9 = getelementptr inbounds nuw i8, ptr %4, i64 4
  %10 = load i32, ptr %9, align 4
  %11 = icmp ugt i32 %10, 7
  br i1 %11, label %12, label %24

12:                                               ; preds = %3, %12
  %13 = phi ptr [ %22, %12 ], [ %5, %3 ]
  %14 = phi i64 [ %20, %12 ], [ %8, %3 ]
  %15 = phi i32 [ %21, %12 ], [ %10, %3 ]
  %16 = load i64, ptr %13, align 1
  %17 = xor i64 %16, %14
  %18 = mul i64 %17, -7046029254386353131
  %19 = lshr i64 %18, 29
  %20 = xor i64 %19, %18
  %21 = add i32 %15, -8
  %22 = getelementptr inbounds nuw i8, ptr %13, i64 8
  %23 = icmp ugt i32 %21, 7
  br i1 %23, label %12, label %24, !llvm.loop !8

24:                                               ; preds = %12, %3
  %25 = phi i32 [ %10, %3 ], [ %21, %12 ]
  %26 = phi i64 [ %8, %3 ], [ %20, %12 ]
  %27 = phi ptr [ %5, %3 ], [ %22, %12 ]
  %28 = icmp samesign ult i32 %25, 4
  br i1 %28, label %37, label %29

29:                                               ; preds = %24
  %30 = load i32, ptr %27, align 1
  %31 = zext i32 %30 to i64
  %32 = xor i64 %26, %31
  %33 = mul i64 %32, -7046029254386353131
  %34 = lshr i64 %33, 29
  %35 = xor i64 %34, %33
  %36 = getelementptr inbounds nuw i8, ptr %27, i64 4
  br label %37

37:                                               ; preds = %29, %24
  %38 = phi i64 [ %35, %29 ], [ %26, %24 ]
  %39 = phi ptr [ %36, %29 ], [ %27, %24 ]
  %40 = and i32 %25, 3
  %41 = icmp eq i32 %40, 0
  br i1 %41, label %53, label %42

42:                                               ; preds = %37, %42
  %43 = phi ptr [ %51, %42 ], [ %39, %37 ]
  %44 = phi i64 [ %49, %42 ], [ %38, %37 ]
  %45 = phi i32 [ %50, %42 ], [ %40, %37 ]
  %46 = load i8, ptr %43, align 1
  %47 = zext i8 %46 to i64
  %48 = xor i64 %44, %47
  %49 = mul i64 %48, -7046029254386353131
  %50 = add nsw i32 %45, -1
  %51 = getelementptr inbounds nuw i8, ptr %43, i64 1
  %52 = icmp eq i32 %50, 0
  br i1 %52, label %53, label %42, !llvm.loop !9

53:                                               ; preds = %42, %37
  %54 = phi i64 [ %38, %37 ], [ %49, %42 ]
  %55 = lshr i64 %54, 32
  %56 = trunc nuw i64 %55 to i32
  %57 = getelementptr inbounds nuw i8, ptr %4, i64 92
  %58 = getelementptr inbounds nuw i8, ptr %4, i64 64
  %59 = getelementptr inbounds nuw i8, ptr %4, i64 72
  %60 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %61 = getelementptr inbounds nuw i8, ptr %4, i64 56
  %62 = getelementptr inbounds nuw i8, ptr %4, i64 28
  %63 = getelementptr inbounds nuw i8, ptr %4, i64 48
  %64 = getelementptr inbounds nuw i8, ptr %4, i64 20
  br label %65

65:                                               ; preds = %53, %155
  %66 = phi i32 [ 0, %53 ], [ %156, %155 ]
  %67 = load atomic i32, ptr %57 acquire, align 4
  %68 = and i32 %67, 1
  %69 = icmp eq i32 %68, 0
  br i1 %69, label %70, label %155

70:                                               ; preds = %65
  %71 = load i64, ptr %58, align 8
  %72 = inttoptr i64 %71 to ptr
  %73 = load i64, ptr %59, align 8
  %74 = inttoptr i64 %73 to ptr
  %75 = load i32, ptr %60, align 8
  %76 = load i64, ptr %61, align 8
  %77 = inttoptr i64 %76 to ptr
  %78 = load i32, ptr %62, align 4
  %79 = and i32 %78, %56
  %80 = zext i32 %79 to i64
  %81 = getelementptr inbounds nuw i32, ptr %77, i64 %80
  %82 = load atomic i32, ptr %81 monotonic, align 4
  %83 = icmp eq i32 %82, 0
  br i1 %83, label %139, label %84

84:                                               ; preds = %70, %134
  %85 = phi i32 [ %137, %134 ], [ %75, %70 ]
  %86 = phi i32 [ %136, %134 ], [ %82, %70 ]
  %87 = icmp ule i32 %86, %75
  %88 = icmp ne i32 %85, 0
  %89 = select i1 %87, i1 %88, i1 false
  br i1 %89, label %90, label %139

90:                                               ; preds = %84
  %91 = add i32 %86, -1
  %92 = zext i32 %91 to i64
  %93 = getelementptr inbounds nuw i32, ptr %74, i64 %92
  %94 = load i32, ptr %93, align 4
  %95 = icmp eq i32 %94, %56
  br i1 %95, label %96, label %134

96:                                               ; preds = %90
  %97 = load i64, ptr %63, align 8
  %98 = inttoptr i64 %97 to ptr
  %99 = load i32, ptr %64, align 4
  %100 = zext i32 %99 to i64
  %101 = mul nuw i64 %100, %92
  %102 = getelementptr inbounds nuw i8, ptr %98, i64 %101
  %103 = load i32, ptr %9, align 4
  %104 = icmp ugt i32 %103, 7
  br i1 %104, label %110, label %105

105:                                              ; preds = %117, %96
  %106 = phi ptr [ %102, %96 ], [ %120, %117 ]
  %107 = phi i32 [ %103, %96 ], [ %118, %117 ]
  %108 = phi ptr [ %5, %96 ], [ %119, %117 ]
  %109 = icmp eq i32 %107, 0
  br i1 %109, label %139, label %122

110:                                              ; preds = %96, %117
  %111 = phi ptr [ %119, %117 ], [ %5, %96 ]
  %112 = phi i32 [ %118, %117 ], [ %103, %96 ]
  %113 = phi ptr [ %120, %117 ], [ %102, %96 ]
  %114 = load i64, ptr %111, align 1
  %115 = load i64, ptr %113, align 1
  %116 = icmp eq i64 %114, %115
  br i1 %116, label %117, label %134

117:                                              ; preds = %110
  %118 = add i32 %112, -8
  %119 = getelementptr inbounds nuw i8, ptr %111, i64 8
  %120 = getelementptr inbounds nuw i8, ptr %113, i64 8
  %121 = icmp ugt i32 %118, 7
  br i1 %121, label %110, label %105, !llvm.loop !10

122:                                              ; preds = %105, %129
  %123 = phi ptr [ %131, %129 ], [ %108, %105 ]
  %124 = phi i32 [ %130, %129 ], [ %107, %105 ]
  %125 = phi ptr [ %132, %129 ], [ %106, %105 ]
  %126 = load i8, ptr %123, align 1
  %127 = load i8, ptr %125, align 1
  %128 = icmp eq i8 %126, %127
  br i1 %128, label %129, label %134

129:                                              ; preds = %122
  %130 = add nsw i32 %124, -1
  %131 = getelementptr inbounds nuw i8, ptr %123, i64 1
  %132 = getelementptr inbounds nuw i8, ptr %125, i64 1
  %133 = icmp eq i32 %130, 0
  br i1 %133, label %139, label %122, !llvm.loop !11

134:                                              ; preds = %110, %122, %90
  %135 = getelementptr inbounds nuw i32, ptr %72, i64 %92
  %136 = load atomic i32, ptr %135 monotonic, align 4
  %137 = add i32 %85, -1
  %138 = icmp eq i32 %136, 0
  br i1 %138, label %139, label %84, !llvm.loop !12

139:                                              ; preds = %84, %105, %134, %129, %70
  %140 = phi i32 [ 0, %70 ], [ %86, %129 ], [ 0, %84 ], [ 0, %134 ], [ %86, %105 ]
  fence acquire
  %141 = load atomic i32, ptr %57 monotonic, align 4
  %142 = icmp eq i32 %141, %67
  br i1 %142, label %143, label %155

143:                                              ; preds = %139
  %144 = icmp eq i32 %140, 0
  br i1 %144, label %247, label %145

145:                                              ; preds = %143
  %146 = add i32 %140, -1
  %147 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %148 = load i64, ptr %147, align 8
  %149 = zext i32 %146 to i64
  %150 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %151 = load i32, ptr %150, align 8
  %152 = zext i32 %151 to i64
  %153 = mul nuw i64 %152, %149
  %154 = add i64 %153, %148
  br label %247

155:                                              ; preds = %65, %139
  %156 = add nuw nsw i32 %66, 1
  %157 = icmp eq i32 %156, 64
  br i1 %157, label %158, label %65, !llvm.loop !13

158:                                              ; preds = %155
  %159 = getelementptr inbounds nuw i8, ptr %4, i64 88
  %160 = atomicrmw xchg ptr %159, i32 1 acquire, align 8
  %161 = icmp eq i32 %160, 0
  br i1 %161, label %169, label %162

162:                                              ; preds = %158, %165
  %163 = load atomic i32, ptr %159 monotonic, align 8
  %164 = icmp eq i32 %163, 0
  br i1 %164, label %166, label %165

165:                                              ; preds = %162, %166
  br label %162, !llvm.loop !14

166:                                              ; preds = %162
  %167 = atomicrmw xchg ptr %159, i32 1 acquire, align 8
  %168 = icmp eq i32 %167, 0
  br i1 %168, label %169, label %165

169:                                              ; preds = %166, %158
  %170 = load i64, ptr %58, align 8
  %171 = inttoptr i64 %170 to ptr
  %172 = load i64, ptr %59, align 8
  %173 = inttoptr i64 %172 to ptr
  %174 = load i32, ptr %60, align 8
  %175 = load i64, ptr %61, align 8
  %176 = inttoptr i64 %175 to ptr
  %177 = load i32, ptr %62, align 4
  %178 = and i32 %177, %56
  %179 = zext i32 %178 to i64
  %180 = getelementptr inbounds nuw i32, ptr %176, i64 %179
  %181 = load atomic i32, ptr %180 monotonic, align 4
  %182 = icmp eq i32 %181, 0
  br i1 %182, label %238, label %183

183:                                              ; preds = %169, %233
  %184 = phi i32 [ %236, %233 ], [ %174, %169 ]
  %185 = phi i32 [ %235, %233 ], [ %181, %169 ]
  %186 = icmp ule i32 %185, %174
  %187 = icmp ne i32 %184, 0
  %188 = select i1 %186, i1 %187, i1 false
  br i1 %188, label %189, label %238

189:                                              ; preds = %183
  %190 = add i32 %185, -1
  %191 = zext i32 %190 to i64
  %192 = getelementptr inbounds nuw i32, ptr %173, i64 %191
  %193 = load i32, ptr %192, align 4
  %194 = icmp eq i32 %193, %56
  br i1 %194, label %195, label %233

195:                                              ; preds = %189
  %196 = load i64, ptr %63, align 8
  %197 = inttoptr i64 %196 to ptr
  %198 = load i32, ptr %64, align 4
  %199 = zext i32 %198 to i64
  %200 = mul nuw i64 %199, %191
  %201 = getelementptr inbounds nuw i8, ptr %197, i64 %200
  %202 = load i32, ptr %9, align 4
  %203 = icmp ugt i32 %202, 7
  br i1 %203, label %209, label %204

204:                                              ; preds = %216, %195
  %205 = phi ptr [ %201, %195 ], [ %219, %216 ]
  %206 = phi i32 [ %202, %195 ], [ %217, %216 ]
  %207 = phi ptr [ %5, %195 ], [ %218, %216 ]
  %208 = icmp eq i32 %206, 0
  br i1 %208, label %239, label %221

209:                                              ; preds = %195, %216
  %210 = phi ptr [ %218, %216 ], [ %5, %195 ]
  %211 = phi i32 [ %217, %216 ], [ %202, %195 ]
  %212 = phi ptr [ %219, %216 ], [ %201, %195 ]
  %213 = load i64, ptr %210, align 1
  %214 = load i64, ptr %212, align 1
  %215 = icmp eq i64 %213, %214
  br i1 %215, label %216, label %233

216:                                              ; preds = %209
  %217 = add i32 %211, -8
  %218 = getelementptr inbounds nuw i8, ptr %210, i64 8
  %219 = getelementptr inbounds nuw i8, ptr %212, i64 8
  %220 = icmp ugt i32 %217, 7
  br i1 %220, label %209, label %204, !llvm.loop !10

221:                                              ; preds = %204, %228
  %222 = phi ptr [ %230, %228 ], [ %207, %204 ]
  %223 = phi i32 [ %229, %228 ], [ %206, %204 ]
  %224 = phi ptr [ %231, %228 ], [ %205, %204 ]
  %225 = load i8, ptr %222, align 1
  %226 = load i8, ptr %224, align 1
  %227 = icmp eq i8 %225, %226
  br i1 %227, label %228, label %233

228:                                              ; preds = %221
  %229 = add nsw i32 %223, -1
  %230 = getelementptr inbounds nuw i8, ptr %222, i64 1
  %231 = getelementptr inbounds nuw i8, ptr %224, i64 1
  %232 = icmp eq i32 %229, 0
  br i1 %232, label %239, label %221, !llvm.loop !11

233:                                              ; preds = %209, %221, %189
  %234 = getelementptr inbounds nuw i32, ptr %171, i64 %191
  %235 = load atomic i32, ptr %234 monotonic, align 4
  %236 = add i32 %184, -1
  %237 = icmp eq i32 %235, 0
  br i1 %237, label %238, label %183, !llvm.loop !12

238:                                              ; preds = %233, %183, %169
  store atomic i32 0, ptr %159 release, align 8
  br label %247

239:                                              ; preds = %204, %228
  store atomic i32 0, ptr %159 release, align 8
  %240 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %241 = load i64, ptr %240, align 8
  %242 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %243 = load i32, ptr %242, align 8
  %244 = zext i32 %243 to i64
  %245 = mul nuw i64 %244, %191
  %246 = add i64 %245, %241
  br label %247

247:                                              ; preds = %143, %145, %238, %239
  %248 = phi i64 [ 0, %238 ], [ %246, %239 ], [ %154, %145 ], [ 0, %143 ]
  ret i64 %248
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_array_lookup(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = inttoptr i64 %1 to ptr
  %5 = inttoptr i64 %2 to ptr
  %6 = load i32, ptr %5, align 1
  %7 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %8 = load i32, ptr %7, align 4
  %9 = icmp ult i32 %6, %8
  br i1 %9, label %10, label %19

10:                                               ; preds = %3
  %11 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %12 = load i64, ptr %11, align 8
  %13 = zext i32 %6 to i64
  %14 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %15 = load i32, ptr %14, align 8
  %16 = zext i32 %15 to i64
  %17 = mul nuw i64 %16, %13
  %18 = add i64 %17, %12
  br label %19

19:                                               ; preds = %3, %10
  %20 = phi i64 [ %18, %10 ], [ 0, %3 ]
  ret i64 %20
}

; Function Attrs: nofree norecurse nounwind
define hidden i64 @pp_map_lookup(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #5 {
  %4 = inttoptr i64 %1 to ptr
  %5 = load i32, ptr %4, align 8
  %6 = icmp eq i32 %5, 2
  br i1 %6, label %7, label %22

7:                                                ; preds = %3
  %8 = inttoptr i64 %2 to ptr
  %9 = load i32, ptr %8, align 1
  %10 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %11 = load i32, ptr %10, align 4
  %12 = icmp ult i32 %9, %11
  br i1 %12, label %13, label %24

13:                                               ; preds = %7
  %14 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %15 = load i64, ptr %14, align 8
  %16 = zext i32 %9 to i64
  %17 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %18 = load i32, ptr %17, align 8
  %19 = zext i32 %18 to i64
  %20 = mul nuw i64 %19, %16
  %21 = add i64 %20, %15
  br label %24

22:                                               ; preds = %3
  %23 = tail call i64 @pp_hash_lookup(ptr poison, i64 noundef %1, i64 noundef %2) #14
  br label %24

24:                                               ; preds = %13, %7, %22
  %25 = phi i64 [ %23, %22 ], [ %21, %13 ], [ 0, %7 ]
  ret i64 %25
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_hash_update(ptr readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #7 {
  %6 = icmp ugt i64 %4, 2
  br i1 %6, label %253, label %7

7:                                                ; preds = %5
  %8 = inttoptr i64 %1 to ptr
  %9 = getelementptr inbounds nuw i8, ptr %8, i64 88
  %10 = atomicrmw xchg ptr %9, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %19, label %12

12:                                               ; preds = %7, %15
  %13 = load atomic i32, ptr %9 monotonic, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %16, label %15

15:                                               ; preds = %12, %16
  br label %12, !llvm.loop !14

16:                                               ; preds = %12
  %17 = atomicrmw xchg ptr %9, i32 1 acquire, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %19, label %15

19:                                               ; preds = %16, %7
  %20 = getelementptr inbounds nuw i8, ptr %8, i64 92
  %21 = load i32, ptr %20, align 4
  %22 = add i32 %21, 1
  store atomic i32 %22, ptr %20 monotonic, align 4
  fence release
  %23 = inttoptr i64 %2 to ptr
  %24 = inttoptr i64 %3 to ptr
  %25 = getelementptr inbounds nuw i8, ptr %8, i64 64
  %26 = load i64, ptr %25, align 8
  %27 = inttoptr i64 %26 to ptr
  %28 = getelementptr inbounds nuw i8, ptr %8, i64 72
  %29 = load i64, ptr %28, align 8
  %30 = inttoptr i64 %29 to ptr
  %31 = getelementptr inbounds nuw i8, ptr %8, i64 104
  %32 = load i32, ptr %31, align 8
  %33 = zext i32 %32 to i64
  %34 = getelementptr inbounds nuw i8, ptr %8, i64 4
  %35 = load i32, ptr %34, align 4
  %36 = icmp ugt i32 %35, 7
  br i1 %36, label %37, label %49

37:                                               ; preds = %19, %37
  %38 = phi ptr [ %47, %37 ], [ %23, %19 ]
  %39 = phi i64 [ %45, %37 ], [ %33, %19 ]
  %40 = phi i32 [ %46, %37 ], [ %35, %19 ]
  %41 = load i64, ptr %38, align 1
  %42 = xor i64 %41, %39
  %43 = mul i64 %42, -7046029254386353131
  %44 = lshr i64 %43, 29
  %45 = xor i64 %44, %43
  %46 = add i32 %40, -8
  %47 = getelementptr inbounds nuw i8, ptr %38, i64 8
  %48 = icmp ugt i32 %46, 7
  br i1 %48, label %37, label %49, !llvm.loop !8

49:                                               ; preds = %37, %19
  %50 = phi i32 [ %35, %19 ], [ %46, %37 ]
  %51 = phi i64 [ %33, %19 ], [ %45, %37 ]
  %52 = phi ptr [ %23, %19 ], [ %47, %37 ]
  %53 = icmp samesign ult i32 %50, 4
  br i1 %53, label %62, label %54

54:                                               ; preds = %49
  %55 = load i32, ptr %52, align 1
  %56 = zext i32 %55 to i64
  %57 = xor i64 %51, %56
  %58 = mul i64 %57, -7046029254386353131
  %59 = lshr i64 %58, 29
  %60 = xor i64 %59, %58
  %61 = getelementptr inbounds nuw i8, ptr %52, i64 4
  br label %62

62:                                               ; preds = %54, %49
  %63 = phi i64 [ %60, %54 ], [ %51, %49 ]
  %64 = phi ptr [ %61, %54 ], [ %52, %49 ]
  %65 = and i32 %50, 3
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %78, label %67

67:                                               ; preds = %62, %67
  %68 = phi ptr [ %76, %67 ], [ %64, %62 ]
  %69 = phi i64 [ %74, %67 ], [ %63, %62 ]
  %70 = phi i32 [ %75, %67 ], [ %65, %62 ]
  %71 = load i8, ptr %68, align 1
  %72 = zext i8 %71 to i64
  %73 = xor i64 %69, %72
  %74 = mul i64 %73, -7046029254386353131
  %75 = add nsw i32 %70, -1
  %76 = getelementptr inbounds nuw i8, ptr %68, i64 1
  %77 = icmp eq i32 %75, 0
  br i1 %77, label %78, label %67, !llvm.loop !9

78:                                               ; preds = %67, %62
  %79 = phi i64 [ %63, %62 ], [ %74, %67 ]
  %80 = lshr i64 %79, 32
  %81 = trunc nuw i64 %80 to i32
  %82 = getelementptr inbounds nuw i8, ptr %8, i64 24
  %83 = load i32, ptr %82, align 8
  %84 = getelementptr inbounds nuw i8, ptr %8, i64 56
  %85 = load i64, ptr %84, align 8
  %86 = inttoptr i64 %85 to ptr
  %87 = getelementptr inbounds nuw i8, ptr %8, i64 28
  %88 = load i32, ptr %87, align 4
  %89 = and i32 %88, %81
  %90 = zext i32 %89 to i64
  %91 = getelementptr inbounds nuw i32, ptr %86, i64 %90
  %92 = load atomic i32, ptr %91 monotonic, align 4
  %93 = icmp eq i32 %92, 0
  br i1 %93, label %152, label %94

94:                                               ; preds = %78
  %95 = getelementptr inbounds nuw i8, ptr %8, i64 48
  %96 = getelementptr inbounds nuw i8, ptr %8, i64 20
  br label %97

97:                                               ; preds = %145, %94
  %98 = phi i32 [ %83, %94 ], [ %148, %145 ]
  %99 = phi i32 [ %92, %94 ], [ %147, %145 ]
  %100 = icmp ule i32 %99, %83
  %101 = icmp ne i32 %98, 0
  %102 = select i1 %100, i1 %101, i1 false
  br i1 %102, label %103, label %152

103:                                              ; preds = %97
  %104 = add i32 %99, -1
  %105 = zext i32 %104 to i64
  %106 = getelementptr inbounds nuw i32, ptr %30, i64 %105
  %107 = load i32, ptr %106, align 4
  %108 = icmp eq i32 %107, %81
  br i1 %108, label %109, label %145

109:                                              ; preds = %103
  %110 = load i64, ptr %95, align 8
  %111 = inttoptr i64 %110 to ptr
  %112 = load i32, ptr %96, align 4
  %113 = zext i32 %112 to i64
  %114 = mul nuw i64 %113, %105
  %115 = getelementptr inbounds nuw i8, ptr %111, i64 %114
  br i1 %36, label %121, label %116

116:                                              ; preds = %128, %109
  %117 = phi ptr [ %115, %109 ], [ %131, %128 ]
  %118 = phi i32 [ %35, %109 ], [ %129, %128 ]
  %119 = phi ptr [ %23, %109 ], [ %130, %128 ]
  %120 = icmp eq i32 %118, 0
  br i1 %120, label %150, label %133

121:                                              ; preds = %109, %128
  %122 = phi ptr [ %130, %128 ], [ %23, %109 ]
  %123 = phi i32 [ %129, %128 ], [ %35, %109 ]
  %124 = phi ptr [ %131, %128 ], [ %115, %109 ]
  %125 = load i64, ptr %122, align 1
  %126 = load i64, ptr %124, align 1
  %127 = icmp eq i64 %125, %126
  br i1 %127, label %128, label %145

128:                                              ; preds = %121
  %129 = add i32 %123, -8
  %130 = getelementptr inbounds nuw i8, ptr %122, i64 8
  %131 = getelementptr inbounds nuw i8, ptr %124, i64 8
  %132 = icmp ugt i32 %129, 7
  br i1 %132, label %121, label %116, !llvm.loop !10

133:                                              ; preds = %116, %140
  %134 = phi ptr [ %142, %140 ], [ %119, %116 ]
  %135 = phi i32 [ %141, %140 ], [ %118, %116 ]
  %136 = phi ptr [ %143, %140 ], [ %117, %116 ]
  %137 = load i8, ptr %134, align 1
  %138 = load i8, ptr %136, align 1
  %139 = icmp eq i8 %137, %138
  br i1 %139, label %140, label %145

140:                                              ; preds = %133
  %141 = add nsw i32 %135, -1
  %142 = getelementptr inbounds nuw i8, ptr %134, i64 1
  %143 = getelementptr inbounds nuw i8, ptr %136, i64 1
  %144 = icmp eq i32 %141, 0
  br i1 %144, label %150, label %133, !llvm.loop !11

145:                                              ; preds = %121, %133, %103
  %146 = getelementptr inbounds nuw i32, ptr %27, i64 %105
  %147 = load atomic i32, ptr %146 monotonic, align 4
  %148 = add i32 %98, -1
  %149 = icmp eq i32 %147, 0
  br i1 %149, label %152, label %97, !llvm.loop !12

150:                                              ; preds = %116, %140
  %151 = icmp eq i64 %4, 1
  br i1 %151, label %249, label %167

152:                                              ; preds = %145, %97, %78
  %153 = icmp eq i64 %4, 2
  br i1 %153, label %249, label %154

154:                                              ; preds = %152
  %155 = getelementptr inbounds nuw i8, ptr %8, i64 96
  %156 = load i32, ptr %155, align 8
  %157 = getelementptr inbounds nuw i8, ptr %8, i64 12
  %158 = load i32, ptr %157, align 4
  %159 = icmp ult i32 %156, %158
  br i1 %159, label %160, label %249

160:                                              ; preds = %154
  %161 = getelementptr inbounds nuw i8, ptr %8, i64 48
  %162 = load i64, ptr %161, align 8
  %163 = getelementptr inbounds nuw i8, ptr %8, i64 20
  %164 = load i32, ptr %163, align 4
  %165 = inttoptr i64 %162 to ptr
  %166 = zext i32 %164 to i64
  br label %167

167:                                              ; preds = %160, %150
  %168 = phi i64 [ %166, %160 ], [ %113, %150 ]
  %169 = phi ptr [ %165, %160 ], [ %111, %150 ]
  %170 = phi i1 [ false, %160 ], [ true, %150 ]
  %171 = phi i32 [ 0, %160 ], [ %99, %150 ]
  %172 = getelementptr inbounds nuw i8, ptr %8, i64 100
  %173 = load i32, ptr %172, align 4
  %174 = add i32 %173, -1
  %175 = zext i32 %174 to i64
  %176 = getelementptr inbounds nuw i32, ptr %27, i64 %175
  %177 = load i32, ptr %176, align 4
  store i32 %177, ptr %172, align 4
  %178 = mul nuw i64 %168, %175
  %179 = getelementptr inbounds nuw i8, ptr %169, i64 %178
  %180 = zext i32 %35 to i64
  %181 = tail call ptr @memcpy(ptr noundef %179, ptr noundef %23, i64 noundef %180) #15
  %182 = getelementptr inbounds nuw i8, ptr %8, i64 32
  %183 = load i64, ptr %182, align 8
  %184 = getelementptr inbounds nuw i8, ptr %8, i64 16
  %185 = load i32, ptr %184, align 8
  %186 = zext i32 %185 to i64
  %187 = mul nuw i64 %186, %175
  %188 = add i64 %187, %183
  %189 = inttoptr i64 %188 to ptr
  %190 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %191 = load i32, ptr %190, align 8
  %192 = zext i32 %191 to i64
  %193 = tail call ptr @memcpy(ptr noundef %189, ptr noundef %24, i64 noundef %192) #15
  %194 = getelementptr inbounds nuw i32, ptr %30, i64 %175
  store i32 %81, ptr %194, align 4
  %195 = load i64, ptr %84, align 8
  %196 = inttoptr i64 %195 to ptr
  %197 = load i32, ptr %87, align 4
  %198 = and i32 %197, %81
  %199 = zext i32 %198 to i64
  %200 = getelementptr inbounds nuw i32, ptr %196, i64 %199
  %201 = load i32, ptr %200, align 4
  store i32 %201, ptr %176, align 4
  %202 = getelementptr inbounds nuw i8, ptr %8, i64 80
  %203 = load i64, ptr %202, align 8
  %204 = inttoptr i64 %203 to ptr
  %205 = getelementptr inbounds nuw i8, ptr %204, i64 %175
  store i8 1, ptr %205, align 1
  %206 = load i64, ptr %84, align 8
  %207 = inttoptr i64 %206 to ptr
  %208 = load i32, ptr %87, align 4
  %209 = and i32 %208, %81
  %210 = zext i32 %209 to i64
  %211 = getelementptr inbounds nuw i32, ptr %207, i64 %210
  store atomic i32 %173, ptr %211 release, align 4
  br i1 %170, label %212, label %245

212:                                              ; preds = %167
  %213 = load i64, ptr %25, align 8
  %214 = inttoptr i64 %213 to ptr
  %215 = load i64, ptr %84, align 8
  %216 = inttoptr i64 %215 to ptr
  %217 = load i32, ptr %87, align 4
  %218 = and i32 %217, %81
  %219 = zext i32 %218 to i64
  %220 = getelementptr inbounds nuw i32, ptr %216, i64 %219
  %221 = load i32, ptr %220, align 4
  %222 = icmp eq i32 %221, %171
  br i1 %222, label %232, label %223

223:                                              ; preds = %212, %223
  %224 = phi i32 [ %228, %223 ], [ %221, %212 ]
  %225 = add i32 %224, -1
  %226 = zext i32 %225 to i64
  %227 = getelementptr inbounds nuw i32, ptr %214, i64 %226
  %228 = load i32, ptr %227, align 4
  %229 = icmp eq i32 %228, %171
  br i1 %229, label %230, label %223, !llvm.loop !15

230:                                              ; preds = %223
  %231 = getelementptr inbounds nuw i32, ptr %214, i64 %226
  br label %232

232:                                              ; preds = %230, %212
  %233 = phi ptr [ %220, %212 ], [ %231, %230 ]
  %234 = add i32 %171, -1
  %235 = zext i32 %234 to i64
  %236 = getelementptr inbounds nuw i32, ptr %214, i64 %235
  %237 = load i32, ptr %236, align 4
  store atomic i32 %237, ptr %233 monotonic, align 4
  %238 = load i64, ptr %25, align 8
  %239 = inttoptr i64 %238 to ptr
  %240 = load i64, ptr %202, align 8
  %241 = inttoptr i64 %240 to ptr
  %242 = getelementptr inbounds nuw i8, ptr %241, i64 %235
  store i8 0, ptr %242, align 1
  %243 = load i32, ptr %172, align 4
  %244 = getelementptr inbounds nuw i32, ptr %239, i64 %235
  store i32 %243, ptr %244, align 4
  store i32 %171, ptr %172, align 4
  br label %249

245:                                              ; preds = %167
  %246 = getelementptr inbounds nuw i8, ptr %8, i64 96
  %247 = load i32, ptr %246, align 8
  %248 = add i32 %247, 1
  store i32 %248, ptr %246, align 8
  br label %249

249:                                              ; preds = %150, %152, %154, %232, %245
  %250 = phi i64 [ -2, %152 ], [ -17, %150 ], [ -7, %154 ], [ 0, %245 ], [ 0, %232 ]
  %251 = load i32, ptr %20, align 4
  %252 = add i32 %251, 1
  store atomic i32 %252, ptr %20 release, align 4
  store atomic i32 0, ptr %9 release, align 8
  br label %253

253:                                              ; preds = %5, %249
  %254 = phi i64 [ %250, %249 ], [ -22, %5 ]
  ret i64 %254
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_array_update(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #7 {
  %6 = inttoptr i64 %1 to ptr
  %7 = and i64 %4, -5
  %8 = icmp ugt i64 %7, 2
  br i1 %8, label %36, label %9

9:                                                ; preds = %5
  %10 = inttoptr i64 %2 to ptr
  %11 = load i32, ptr %10, align 1
  %12 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %13 = load i32, ptr %12, align 4
  %14 = icmp ult i32 %11, %13
  br i1 %14, label %15, label %36

15:                                               ; preds = %9
  %16 = and i64 %4, 1
  %17 = icmp eq i64 %16, 0
  br i1 %17, label %18, label %36

18:                                               ; preds = %15
  %19 = and i64 %4, 4
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %21, label %36

21:                                               ; preds = %18
  %22 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %23 = load i64, ptr %22, align 8
  %24 = zext i32 %11 to i64
  %25 = getelementptr inbounds nuw i8, ptr %6, i64 16
  %26 = load i32, ptr %25, align 8
  %27 = zext i32 %26 to i64
  %28 = mul nuw i64 %27, %24
  %29 = add i64 %28, %23
  %30 = inttoptr i64 %29 to ptr
  %31 = inttoptr i64 %3 to ptr
  %32 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %33 = load i32, ptr %32, align 8
  %34 = zext i32 %33 to i64
  %35 = tail call ptr @memcpy(ptr noundef %30, ptr noundef %31, i64 noundef %34) #15
  br label %36

36:                                               ; preds = %18, %15, %9, %5, %21
  %37 = phi i64 [ 0, %21 ], [ -22, %5 ], [ -7, %9 ], [ -17, %15 ], [ -22, %18 ]
  ret i64 %37
}

declare ptr @memcpy(ptr noundef, ptr noundef, i64 noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_map_update(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #7 {
  %6 = inttoptr i64 %1 to ptr
  %7 = load i32, ptr %6, align 8
  %8 = icmp eq i32 %7, 2
  br i1 %8, label %9, label %39

9:                                                ; preds = %5
  %10 = and i64 %4, -5
  %11 = icmp ugt i64 %10, 2
  br i1 %11, label %41, label %12

12:                                               ; preds = %9
  %13 = inttoptr i64 %2 to ptr
  %14 = load i32, ptr %13, align 1
  %15 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %16 = load i32, ptr %15, align 4
  %17 = icmp ult i32 %14, %16
  br i1 %17, label %18, label %41

18:                                               ; preds = %12
  %19 = and i64 %4, 1
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %21, label %41

21:                                               ; preds = %18
  %22 = and i64 %4, 4
  %23 = icmp eq i64 %22, 0
  br i1 %23, label %24, label %41

24:                                               ; preds = %21
  %25 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %26 = load i64, ptr %25, align 8
  %27 = zext i32 %14 to i64
  %28 = getelementptr inbounds nuw i8, ptr %6, i64 16
  %29 = load i32, ptr %28, align 8
  %30 = zext i32 %29 to i64
  %31 = mul nuw i64 %30, %27
  %32 = add i64 %31, %26
  %33 = inttoptr i64 %32 to ptr
  %34 = inttoptr i64 %3 to ptr
  %35 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %36 = load i32, ptr %35, align 8
  %37 = zext i32 %36 to i64
  %38 = tail call ptr @memcpy(ptr noundef %33, ptr noundef %34, i64 noundef %37) #15
  br label %41

39:                                               ; preds = %5
  %40 = tail call i64 @pp_hash_update(ptr poison, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) #14
  br label %41

41:                                               ; preds = %24, %21, %18, %12, %9, %39
  %42 = phi i64 [ %40, %39 ], [ 0, %24 ], [ -22, %9 ], [ -7, %12 ], [ -17, %18 ], [ -22, %21 ]
  ret i64 %42
}

; Function Attrs: nofree norecurse nounwind
define hidden range(i64 -22, 1) i64 @pp_map_delete(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #5 {
  %4 = inttoptr i64 %1 to ptr
  %5 = load i32, ptr %4, align 8
  %6 = icmp eq i32 %5, 1
  br i1 %6, label %7, label %180

7:                                                ; preds = %3
  %8 = getelementptr inbounds nuw i8, ptr %4, i64 88
  %9 = atomicrmw xchg ptr %8, i32 1 acquire, align 8
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %18, label %11

11:                                               ; preds = %7, %14
  %12 = load atomic i32, ptr %8 monotonic, align 8
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %15, label %14

14:                                               ; preds = %11, %15
  br label %11, !llvm.loop !14

15:                                               ; preds = %11
  %16 = atomicrmw xchg ptr %8, i32 1 acquire, align 8
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %18, label %14

18:                                               ; preds = %15, %7
  %19 = getelementptr inbounds nuw i8, ptr %4, i64 92
  %20 = load i32, ptr %19, align 4
  %21 = add i32 %20, 1
  store atomic i32 %21, ptr %19 monotonic, align 4
  fence release
  %22 = inttoptr i64 %2 to ptr
  %23 = getelementptr inbounds nuw i8, ptr %4, i64 104
  %24 = load i32, ptr %23, align 8
  %25 = zext i32 %24 to i64
  %26 = getelementptr inbounds nuw i8, ptr %4, i64 4
  %27 = load i32, ptr %26, align 4
  %28 = icmp ugt i32 %27, 7
  br i1 %28, label %29, label %41

29:                                               ; preds = %18, %29
  %30 = phi ptr [ %39, %29 ], [ %22, %18 ]
  %31 = phi i64 [ %37, %29 ], [ %25, %18 ]
  %32 = phi i32 [ %38, %29 ], [ %27, %18 ]
  %33 = load i64, ptr %30, align 1
  %34 = xor i64 %33, %31
  %35 = mul i64 %34, -7046029254386353131
  %36 = lshr i64 %35, 29
  %37 = xor i64 %36, %35
  %38 = add i32 %32, -8
  %39 = getelementptr inbounds nuw i8, ptr %30, i64 8
  %40 = icmp ugt i32 %38, 7
  br i1 %40, label %29, label %41, !llvm.loop !8

41:                                               ; preds = %29, %18
  %42 = phi i32 [ %27, %18 ], [ %38, %29 ]
  %43 = phi i64 [ %25, %18 ], [ %37, %29 ]
  %44 = phi ptr [ %22, %18 ], [ %39, %29 ]
  %45 = icmp samesign ult i32 %42, 4
  br i1 %45, label %54, label %46

46:                                               ; preds = %41
  %47 = load i32, ptr %44, align 1
  %48 = zext i32 %47 to i64
  %49 = xor i64 %43, %48
  %50 = mul i64 %49, -7046029254386353131
  %51 = lshr i64 %50, 29
  %52 = xor i64 %51, %50
  %53 = getelementptr inbounds nuw i8, ptr %44, i64 4
  br label %54

54:                                               ; preds = %46, %41
  %55 = phi i64 [ %52, %46 ], [ %43, %41 ]
  %56 = phi ptr [ %53, %46 ], [ %44, %41 ]
  %57 = and i32 %42, 3
  %58 = icmp eq i32 %57, 0
  br i1 %58, label %70, label %59

59:                                               ; preds = %54, %59
  %60 = phi ptr [ %68, %59 ], [ %56, %54 ]
  %61 = phi i64 [ %66, %59 ], [ %55, %54 ]
  %62 = phi i32 [ %67, %59 ], [ %57, %54 ]
  %63 = load i8, ptr %60, align 1
  %64 = zext i8 %63 to i64
  %65 = xor i64 %61, %64
  %66 = mul i64 %65, -7046029254386353131
  %67 = add nsw i32 %62, -1
  %68 = getelementptr inbounds nuw i8, ptr %60, i64 1
  %69 = icmp eq i32 %67, 0
  br i1 %69, label %70, label %59, !llvm.loop !9

70:                                               ; preds = %59, %54
  %71 = phi i64 [ %55, %54 ], [ %66, %59 ]
  %72 = lshr i64 %71, 32
  %73 = trunc nuw i64 %72 to i32
  %74 = getelementptr inbounds nuw i8, ptr %4, i64 64
  %75 = load i64, ptr %74, align 8
  %76 = inttoptr i64 %75 to ptr
  %77 = getelementptr inbounds nuw i8, ptr %4, i64 72
  %78 = load i64, ptr %77, align 8
  %79 = inttoptr i64 %78 to ptr
  %80 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %81 = load i32, ptr %80, align 8
  %82 = getelementptr inbounds nuw i8, ptr %4, i64 56
  %83 = load i64, ptr %82, align 8
  %84 = inttoptr i64 %83 to ptr
  %85 = getelementptr inbounds nuw i8, ptr %4, i64 28
  %86 = load i32, ptr %85, align 4
  %87 = and i32 %86, %73
  %88 = zext i32 %87 to i64
  %89 = getelementptr inbounds nuw i32, ptr %84, i64 %88
  %90 = load atomic i32, ptr %89 monotonic, align 4
  %91 = icmp eq i32 %90, 0
  br i1 %91, label %176, label %92

92:                                               ; preds = %70
  %93 = getelementptr inbounds nuw i8, ptr %4, i64 48
  %94 = getelementptr inbounds nuw i8, ptr %4, i64 20
  br label %95

95:                                               ; preds = %143, %92
  %96 = phi i32 [ %81, %92 ], [ %146, %143 ]
  %97 = phi i32 [ %90, %92 ], [ %145, %143 ]
  %98 = icmp ule i32 %97, %81
  %99 = icmp ne i32 %96, 0
  %100 = select i1 %98, i1 %99, i1 false
  br i1 %100, label %101, label %176

101:                                              ; preds = %95
  %102 = add i32 %97, -1
  %103 = zext i32 %102 to i64
  %104 = getelementptr inbounds nuw i32, ptr %79, i64 %103
  %105 = load i32, ptr %104, align 4
  %106 = icmp eq i32 %105, %73
  br i1 %106, label %107, label %143

107:                                              ; preds = %101
  %108 = load i64, ptr %93, align 8
  %109 = inttoptr i64 %108 to ptr
  %110 = load i32, ptr %94, align 4
  %111 = zext i32 %110 to i64
  %112 = mul nuw i64 %111, %103
  %113 = getelementptr inbounds nuw i8, ptr %109, i64 %112
  br i1 %28, label %119, label %114

114:                                              ; preds = %126, %107
  %115 = phi ptr [ %113, %107 ], [ %129, %126 ]
  %116 = phi i32 [ %27, %107 ], [ %127, %126 ]
  %117 = phi ptr [ %22, %107 ], [ %128, %126 ]
  %118 = icmp eq i32 %116, 0
  br i1 %118, label %148, label %131

119:                                              ; preds = %107, %126
  %120 = phi ptr [ %128, %126 ], [ %22, %107 ]
  %121 = phi i32 [ %127, %126 ], [ %27, %107 ]
  %122 = phi ptr [ %129, %126 ], [ %113, %107 ]
  %123 = load i64, ptr %120, align 1
  %124 = load i64, ptr %122, align 1
  %125 = icmp eq i64 %123, %124
  br i1 %125, label %126, label %143

126:                                              ; preds = %119
  %127 = add i32 %121, -8
  %128 = getelementptr inbounds nuw i8, ptr %120, i64 8
  %129 = getelementptr inbounds nuw i8, ptr %122, i64 8
  %130 = icmp ugt i32 %127, 7
  br i1 %130, label %119, label %114, !llvm.loop !10

131:                                              ; preds = %114, %138
  %132 = phi ptr [ %140, %138 ], [ %117, %114 ]
  %133 = phi i32 [ %139, %138 ], [ %116, %114 ]
  %134 = phi ptr [ %141, %138 ], [ %115, %114 ]
  %135 = load i8, ptr %132, align 1
  %136 = load i8, ptr %134, align 1
  %137 = icmp eq i8 %135, %136
  br i1 %137, label %138, label %143

138:                                              ; preds = %131
  %139 = add nsw i32 %133, -1
  %140 = getelementptr inbounds nuw i8, ptr %132, i64 1
  %141 = getelementptr inbounds nuw i8, ptr %134, i64 1
  %142 = icmp eq i32 %139, 0
  br i1 %142, label %148, label %131, !llvm.loop !11

143:                                              ; preds = %119, %131, %101
  %144 = getelementptr inbounds nuw i32, ptr %76, i64 %103
  %145 = load atomic i32, ptr %144 monotonic, align 4
  %146 = add i32 %96, -1
  %147 = icmp eq i32 %145, 0
  br i1 %147, label %176, label %95, !llvm.loop !12

148:                                              ; preds = %114, %138
  %149 = icmp eq i32 %90, %97
  br i1 %149, label %159, label %150

150:                                              ; preds = %148, %150
  %151 = phi i32 [ %155, %150 ], [ %90, %148 ]
  %152 = add i32 %151, -1
  %153 = zext i32 %152 to i64
  %154 = getelementptr inbounds nuw i32, ptr %76, i64 %153
  %155 = load i32, ptr %154, align 4
  %156 = icmp eq i32 %155, %97
  br i1 %156, label %157, label %150, !llvm.loop !15

157:                                              ; preds = %150
  %158 = getelementptr inbounds nuw i32, ptr %76, i64 %153
  br label %159

159:                                              ; preds = %157, %148
  %160 = phi ptr [ %89, %148 ], [ %158, %157 ]
  %161 = getelementptr inbounds nuw i32, ptr %76, i64 %103
  %162 = load i32, ptr %161, align 4
  store atomic i32 %162, ptr %160 monotonic, align 4
  %163 = load i64, ptr %74, align 8
  %164 = inttoptr i64 %163 to ptr
  %165 = getelementptr inbounds nuw i8, ptr %4, i64 80
  %166 = load i64, ptr %165, align 8
  %167 = inttoptr i64 %166 to ptr
  %168 = getelementptr inbounds nuw i8, ptr %167, i64 %103
  store i8 0, ptr %168, align 1
  %169 = getelementptr inbounds nuw i8, ptr %4, i64 100
  %170 = load i32, ptr %169, align 4
  %171 = getelementptr inbounds nuw i32, ptr %164, i64 %103
  store i32 %170, ptr %171, align 4
  store i32 %97, ptr %169, align 4
  %172 = getelementptr inbounds nuw i8, ptr %4, i64 96
  %173 = load i32, ptr %172, align 8
  %174 = add i32 %173, -1
  store i32 %174, ptr %172, align 8
  %175 = load i32, ptr %19, align 4
  br label %176

176:                                              ; preds = %95, %143, %70, %159
  %177 = phi i32 [ %175, %159 ], [ %21, %70 ], [ %21, %143 ], [ %21, %95 ]
  %178 = phi i64 [ 0, %159 ], [ -2, %70 ], [ -2, %143 ], [ -2, %95 ]
  %179 = add i32 %177, 1
  store atomic i32 %179, ptr %19 release, align 4
  store atomic i32 0, ptr %8 release, align 8
  br label %180

180:                                              ; preds = %3, %176
  %181 = phi i64 [ %178, %176 ], [ -22, %3 ]
  ret i64 %181
}

; Function Attrs: nounwind
define hidden i32 @pp_hash_next(ptr noundef captures(none) %0, i32 noundef %1, ptr noundef %2, ptr noundef %3) local_unnamed_addr #7 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %6 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %15, label %8

8:                                                ; preds = %4, %11
  %9 = load atomic i32, ptr %5 monotonic, align 8
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %12, label %11

11:                                               ; preds = %8, %12
  br label %8, !llvm.loop !14

12:                                               ; preds = %8
  %13 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %11

15:                                               ; preds = %12, %4
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %17 = load i32, ptr %16, align 8
  %18 = icmp ult i32 %1, %17
  br i1 %18, label %19, label %59

19:                                               ; preds = %15
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %21 = load i64, ptr %20, align 8
  %22 = inttoptr i64 %21 to ptr
  %23 = zext i32 %1 to i64
  br label %24

24:                                               ; preds = %19, %55
  %25 = phi i64 [ %23, %19 ], [ %56, %55 ]
  %26 = getelementptr inbounds nuw i8, ptr %22, i64 %25
  %27 = load i8, ptr %26, align 1
  %28 = icmp eq i8 %27, 0
  br i1 %28, label %55, label %29

29:                                               ; preds = %24
  %30 = trunc nuw i64 %25 to i32
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %32 = load i64, ptr %31, align 8
  %33 = inttoptr i64 %32 to ptr
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %35 = load i32, ptr %34, align 4
  %36 = zext i32 %35 to i64
  %37 = mul nuw i64 %25, %36
  %38 = getelementptr inbounds nuw i8, ptr %33, i64 %37
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %40 = load i32, ptr %39, align 4
  %41 = zext i32 %40 to i64
  %42 = tail call ptr @memcpy(ptr noundef %2, ptr noundef %38, i64 noundef %41) #15
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %44 = load i64, ptr %43, align 8
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %46 = load i32, ptr %45, align 8
  %47 = zext i32 %46 to i64
  %48 = mul nuw i64 %25, %47
  %49 = add i64 %48, %44
  %50 = inttoptr i64 %49 to ptr
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %52 = load i32, ptr %51, align 8
  %53 = zext i32 %52 to i64
  %54 = tail call ptr @memcpy(ptr noundef %3, ptr noundef %50, i64 noundef %53) #15
  br label %59

55:                                               ; preds = %24
  %56 = add nuw nsw i64 %25, 1
  %57 = trunc i64 %56 to i32
  %58 = icmp eq i32 %17, %57
  br i1 %58, label %59, label %24, !llvm.loop !16

59:                                               ; preds = %55, %15, %29
  %60 = phi i32 [ %30, %29 ], [ %1, %15 ], [ %17, %55 ]
  store atomic i32 0, ptr %5 release, align 8
  ret i32 %60
}

; Function Attrs: nounwind
define hidden i64 @pp_ringbuf_reserve(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #7 {
  %5 = inttoptr i64 %1 to ptr
  %6 = icmp eq i64 %3, 0
  br i1 %6, label %7, label %72

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %9 = load i32, ptr %8, align 4
  %10 = add i32 %9, -8
  %11 = zext i32 %10 to i64
  %12 = icmp ugt i64 %2, %11
  br i1 %12, label %72, label %13

13:                                               ; preds = %7
  %14 = add nuw nsw i64 %2, 15
  %15 = and i64 %14, -8
  %16 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %17 = atomicrmw xchg ptr %16, i32 1 acquire, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %26, label %19

19:                                               ; preds = %13, %22
  %20 = load atomic i32, ptr %16 monotonic, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %23, label %22

22:                                               ; preds = %19, %23
  br label %19, !llvm.loop !14

23:                                               ; preds = %19
  %24 = atomicrmw xchg ptr %16, i32 1 acquire, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %26, label %22

26:                                               ; preds = %23, %13
  %27 = getelementptr inbounds nuw i8, ptr %5, i64 120
  %28 = load i64, ptr %27, align 8
  %29 = add i64 %28, %15
  %30 = getelementptr inbounds nuw i8, ptr %5, i64 128
  %31 = load atomic i64, ptr %30 acquire, align 8
  %32 = sub i64 %29, %31
  %33 = load i32, ptr %8, align 4
  %34 = add i32 %33, -1
  %35 = zext i32 %34 to i64
  %36 = icmp ugt i64 %32, %35
  br i1 %36, label %37, label %38

37:                                               ; preds = %26
  store atomic i32 0, ptr %16 release, align 8
  br label %72

38:                                               ; preds = %26
  %39 = trunc nuw i64 %2 to i32
  %40 = getelementptr inbounds nuw i8, ptr %5, i64 112
  %41 = load i64, ptr %40, align 8
  %42 = inttoptr i64 %41 to ptr
  %43 = and i64 %28, %35
  %44 = lshr i64 %43, 3
  %45 = getelementptr inbounds nuw %struct.record, ptr %42, i64 %44
  store i32 %39, ptr %45, align 4
  %46 = load i64, ptr %40, align 8
  %47 = inttoptr i64 %46 to ptr
  %48 = load i32, ptr %8, align 4
  %49 = add i32 %48, -1
  %50 = zext i32 %49 to i64
  %51 = and i64 %28, %50
  %52 = lshr i64 %51, 3
  %53 = getelementptr inbounds nuw %struct.record, ptr %47, i64 %52
  %54 = getelementptr inbounds nuw i8, ptr %53, i64 4
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %56 = load i32, ptr %55, align 8
  %57 = shl i32 %56, 2
  %58 = or disjoint i32 %57, 1
  store atomic i32 %58, ptr %54 release, align 4
  store atomic i64 %29, ptr %27 release, align 8
  store atomic i32 0, ptr %16 release, align 8
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %60 = load i32, ptr %59, align 4
  %61 = add i32 %60, 1
  store i32 %61, ptr %59, align 4
  %62 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %63 = load i64, ptr %62, align 8
  %64 = load i32, ptr %8, align 4
  %65 = add i32 %64, -1
  %66 = zext i32 %65 to i64
  %67 = and i64 %28, %66
  %68 = add i64 %63, 8
  %69 = add i64 %68, %67
  %70 = inttoptr i64 %69 to ptr
  %71 = tail call ptr @memset(ptr noundef %70, i32 noundef 0, i64 noundef %2) #15
  br label %72

72:                                               ; preds = %4, %7, %38, %37
  %73 = phi i64 [ %69, %38 ], [ 0, %37 ], [ 0, %7 ], [ 0, %4 ]
  ret i64 %73
}

declare ptr @memset(ptr noundef, i32 noundef, i64 noundef) local_unnamed_addr #8

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden void @pp_end_run(ptr noundef captures(none) %0) local_unnamed_addr #3 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %3 = load i64, ptr %2, align 8
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %5 = load i64, ptr %4, align 8
  %6 = inttoptr i64 %5 to ptr
  %7 = icmp ult i64 %3, %5
  br i1 %7, label %8, label %68

8:                                                ; preds = %1
  %9 = inttoptr i64 %3 to ptr
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 144
  br label %11

11:                                               ; preds = %8, %65
  %12 = phi ptr [ %9, %8 ], [ %66, %65 ]
  %13 = load i64, ptr %12, align 8
  %14 = inttoptr i64 %13 to ptr
  %15 = load i32, ptr %14, align 8
  %16 = icmp eq i32 %15, 27
  br i1 %16, label %17, label %65

17:                                               ; preds = %11
  %18 = getelementptr inbounds nuw i8, ptr %14, i64 88
  %19 = atomicrmw xchg ptr %18, i32 1 acquire, align 8
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %28, label %21

21:                                               ; preds = %17, %24
  %22 = load atomic i32, ptr %18 monotonic, align 8
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %25, label %24

24:                                               ; preds = %21, %25
  br label %21, !llvm.loop !14

25:                                               ; preds = %21
  %26 = atomicrmw xchg ptr %18, i32 1 acquire, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %28, label %24

28:                                               ; preds = %25, %17
  %29 = getelementptr inbounds nuw i8, ptr %14, i64 128
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr inbounds nuw i8, ptr %14, i64 120
  %32 = load i64, ptr %31, align 8
  %33 = icmp eq i64 %30, %32
  br i1 %33, label %64, label %34

34:                                               ; preds = %28
  %35 = getelementptr inbounds nuw i8, ptr %14, i64 112
  %36 = getelementptr inbounds nuw i8, ptr %14, i64 12
  br label %37

37:                                               ; preds = %34, %61
  %38 = phi i64 [ %32, %34 ], [ %62, %61 ]
  %39 = phi i64 [ %30, %34 ], [ %52, %61 ]
  %40 = load i64, ptr %35, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = load i32, ptr %36, align 4
  %43 = add i32 %42, -1
  %44 = zext i32 %43 to i64
  %45 = and i64 %39, %44
  %46 = lshr i64 %45, 3
  %47 = getelementptr inbounds nuw %struct.record, ptr %41, i64 %46
  %48 = load i32, ptr %47, align 4
  %49 = zext i32 %48 to i64
  %50 = add nuw nsw i64 %49, 15
  %51 = and i64 %50, 8589934584
  %52 = add i64 %51, %39
  %53 = getelementptr inbounds nuw i8, ptr %47, i64 4
  %54 = load i32, ptr %53, align 4
  %55 = load i32, ptr %10, align 8
  %56 = shl i32 %55, 2
  %57 = or disjoint i32 %56, 1
  %58 = icmp eq i32 %54, %57
  br i1 %58, label %59, label %61

59:                                               ; preds = %37
  store atomic i32 3, ptr %53 release, align 4
  %60 = load i64, ptr %31, align 8
  br label %61

61:                                               ; preds = %59, %37
  %62 = phi i64 [ %60, %59 ], [ %38, %37 ]
  %63 = icmp eq i64 %52, %62
  br i1 %63, label %64, label %37, !llvm.loop !17

64:                                               ; preds = %61, %28
  store atomic i32 0, ptr %18 release, align 8
  br label %65

65:                                               ; preds = %11, %64
  %66 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %67 = icmp ult ptr %66, %6
  br i1 %67, label %11, label %68, !llvm.loop !18

68:                                               ; preds = %65, %1
  %69 = getelementptr inbounds nuw i8, ptr %0, i64 148
  store i32 0, ptr %69, align 4
  ret void
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: write, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_submit(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #9 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = icmp ult i64 %5, %7
  tail call void @llvm.assume(i1 %9)
  %10 = inttoptr i64 %5 to ptr
  br label %11

11:                                               ; preds = %30, %3
  %12 = phi ptr [ %31, %30 ], [ %10, %3 ]
  %13 = load i64, ptr %12, align 8
  %14 = inttoptr i64 %13 to ptr
  %15 = load i32, ptr %14, align 8
  %16 = icmp eq i32 %15, 27
  br i1 %16, label %17, label %30

17:                                               ; preds = %11
  %18 = getelementptr inbounds nuw i8, ptr %14, i64 32
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %19, 8
  %21 = icmp ult i64 %1, %20
  br i1 %21, label %30, label %22

22:                                               ; preds = %17
  %23 = getelementptr inbounds nuw i8, ptr %14, i64 40
  %24 = load i64, ptr %23, align 8
  %25 = icmp ugt i64 %1, %24
  br i1 %25, label %30, label %26

26:                                               ; preds = %22
  %27 = sub i64 %1, %19
  %28 = and i64 %27, 7
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %33, label %30

30:                                               ; preds = %26, %22, %17, %11
  %31 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %32 = icmp ult ptr %31, %8
  tail call void @llvm.assume(i1 %32)
  br label %11

33:                                               ; preds = %26
  %34 = add i64 %1, 4294967288
  %35 = sub i64 %34, %19
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %37 = load i32, ptr %36, align 4
  %38 = add i32 %37, -1
  store i32 %38, ptr %36, align 4
  %39 = getelementptr inbounds nuw i8, ptr %14, i64 112
  %40 = load i64, ptr %39, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = getelementptr inbounds nuw i8, ptr %14, i64 12
  %43 = load i32, ptr %42, align 4
  %44 = add i32 %43, -1
  %45 = zext i32 %44 to i64
  %46 = and i64 %35, %45
  %47 = lshr i64 %46, 3
  %48 = getelementptr inbounds nuw %struct.record, ptr %41, i64 %47
  %49 = getelementptr inbounds nuw i8, ptr %48, i64 4
  store atomic i32 2, ptr %49 release, align 4
  ret i64 0
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: write, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_discard(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #9 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = icmp ult i64 %5, %7
  tail call void @llvm.assume(i1 %9)
  %10 = inttoptr i64 %5 to ptr
  br label %11

11:                                               ; preds = %30, %3
  %12 = phi ptr [ %31, %30 ], [ %10, %3 ]
  %13 = load i64, ptr %12, align 8
  %14 = inttoptr i64 %13 to ptr
  %15 = load i32, ptr %14, align 8
  %16 = icmp eq i32 %15, 27
  br i1 %16, label %17, label %30

17:                                               ; preds = %11
  %18 = getelementptr inbounds nuw i8, ptr %14, i64 32
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %19, 8
  %21 = icmp ult i64 %1, %20
  br i1 %21, label %30, label %22

22:                                               ; preds = %17
  %23 = getelementptr inbounds nuw i8, ptr %14, i64 40
  %24 = load i64, ptr %23, align 8
  %25 = icmp ugt i64 %1, %24
  br i1 %25, label %30, label %26

26:                                               ; preds = %22
  %27 = sub i64 %1, %19
  %28 = and i64 %27, 7
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %33, label %30

30:                                               ; preds = %26, %22, %17, %11
  %31 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %32 = icmp ult ptr %31, %8
  tail call void @llvm.assume(i1 %32)
  br label %11

33:                                               ; preds = %26
  %34 = add i64 %1, 4294967288
  %35 = sub i64 %34, %19
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %37 = load i32, ptr %36, align 4
  %38 = add i32 %37, -1
  store i32 %38, ptr %36, align 4
  %39 = getelementptr inbounds nuw i8, ptr %14, i64 112
  %40 = load i64, ptr %39, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = getelementptr inbounds nuw i8, ptr %14, i64 12
  %43 = load i32, ptr %42, align 4
  %44 = add i32 %43, -1
  %45 = zext i32 %44 to i64
  %46 = and i64 %35, %45
  %47 = lshr i64 %46, 3
  %48 = getelementptr inbounds nuw %struct.record, ptr %41, i64 %47
  %49 = getelementptr inbounds nuw i8, ptr %48, i64 4
  store atomic i32 3, ptr %49 release, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_ringbuf_output(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #7 {
  %6 = icmp ugt i64 %4, 3
  br i1 %6, label %60, label %7

7:                                                ; preds = %5
  %8 = tail call i64 @pp_ringbuf_reserve(ptr noundef %0, i64 noundef %1, i64 noundef %3, i64 noundef 0) #14
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %60, label %10

10:                                               ; preds = %7
  %11 = inttoptr i64 %8 to ptr
  %12 = inttoptr i64 %2 to ptr
  %13 = tail call ptr @memcpy(ptr noundef nonnull %11, ptr noundef %12, i64 noundef %3) #15
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %15 = load i64, ptr %14, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %17 = load i64, ptr %16, align 8
  %18 = inttoptr i64 %17 to ptr
  %19 = icmp ult i64 %15, %17
  tail call void @llvm.assume(i1 %19)
  %20 = inttoptr i64 %15 to ptr
  br label %21

21:                                               ; preds = %40, %10
  %22 = phi ptr [ %41, %40 ], [ %20, %10 ]
  %23 = load i64, ptr %22, align 8
  %24 = inttoptr i64 %23 to ptr
  %25 = load i32, ptr %24, align 8
  %26 = icmp eq i32 %25, 27
  br i1 %26, label %27, label %40

27:                                               ; preds = %21
  %28 = getelementptr inbounds nuw i8, ptr %24, i64 32
  %29 = load i64, ptr %28, align 8
  %30 = add i64 %29, 8
  %31 = icmp ult i64 %8, %30
  br i1 %31, label %40, label %32

32:                                               ; preds = %27
  %33 = getelementptr inbounds nuw i8, ptr %24, i64 40
  %34 = load i64, ptr %33, align 8
  %35 = icmp ugt i64 %8, %34
  br i1 %35, label %40, label %36

36:                                               ; preds = %32
  %37 = sub i64 %8, %29
  %38 = and i64 %37, 7
  %39 = icmp eq i64 %38, 0
  br i1 %39, label %43, label %40

40:                                               ; preds = %36, %32, %27, %21
  %41 = getelementptr inbounds nuw i8, ptr %22, i64 24
  %42 = icmp ult ptr %41, %18
  tail call void @llvm.assume(i1 %42)
  br label %21

43:                                               ; preds = %36
  %44 = add i64 %8, 4294967288
  %45 = sub i64 %44, %29
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %47 = load i32, ptr %46, align 4
  %48 = add i32 %47, -1
  store i32 %48, ptr %46, align 4
  %49 = getelementptr inbounds nuw i8, ptr %24, i64 112
  %50 = load i64, ptr %49, align 8
  %51 = inttoptr i64 %50 to ptr
  %52 = getelementptr inbounds nuw i8, ptr %24, i64 12
  %53 = load i32, ptr %52, align 4
  %54 = add i32 %53, -1
  %55 = zext i32 %54 to i64
  %56 = and i64 %45, %55
  %57 = lshr i64 %56, 3
  %58 = getelementptr inbounds nuw %struct.record, ptr %51, i64 %57
  %59 = getelementptr inbounds nuw i8, ptr %58, i64 4
  store atomic i32 2, ptr %59 release, align 4
  br label %60

60:                                               ; preds = %7, %5, %43
  %61 = phi i64 [ -22, %5 ], [ 0, %43 ], [ -11, %7 ]
  ret i64 %61
}

; Function Attrs: nounwind
define hidden range(i64 -1, 4294967296) i64 @pp_ringbuf_consume(ptr noundef captures(none) %0, ptr noundef %1, i64 noundef %2) local_unnamed_addr #7 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %8 = load i64, ptr %4, align 8
  %9 = load i64, ptr %5, align 8
  %10 = load i32, ptr %6, align 4
  %11 = load atomic i64, ptr %7 acquire, align 8
  %12 = icmp eq i64 %8, %11
  br i1 %12, label %61, label %13

13:                                               ; preds = %3
  %14 = inttoptr i64 %9 to ptr
  %15 = add i32 %10, -1
  %16 = zext i32 %15 to i64
  %17 = and i64 %8, %16
  %18 = lshr i64 %17, 3
  %19 = getelementptr inbounds nuw %struct.record, ptr %14, i64 %18
  br label %34

20:                                               ; preds = %45
  store atomic i32 0, ptr %37 monotonic, align 4
  %21 = add nuw nsw i64 %43, 15
  %22 = and i64 %21, 8589934584
  %23 = add i64 %22, %36
  store atomic i64 %23, ptr %4 release, align 8
  %24 = load i64, ptr %5, align 8
  %25 = inttoptr i64 %24 to ptr
  %26 = load i32, ptr %6, align 4
  %27 = add i32 %26, -1
  %28 = zext i32 %27 to i64
  %29 = and i64 %23, %28
  %30 = lshr i64 %29, 3
  %31 = getelementptr inbounds nuw %struct.record, ptr %25, i64 %30
  %32 = load atomic i64, ptr %7 acquire, align 8
  %33 = icmp eq i64 %23, %32
  br i1 %33, label %61, label %34

34:                                               ; preds = %13, %20
  %35 = phi ptr [ %31, %20 ], [ %19, %13 ]
  %36 = phi i64 [ %23, %20 ], [ %8, %13 ]
  %37 = getelementptr inbounds nuw i8, ptr %35, i64 4
  %38 = load atomic i32, ptr %37 acquire, align 4
  %39 = and i32 %38, 3
  %40 = icmp eq i32 %39, 1
  br i1 %40, label %61, label %41

41:                                               ; preds = %34
  %42 = load i32, ptr %35, align 4
  %43 = zext i32 %42 to i64
  %44 = icmp ult i64 %2, %43
  br i1 %44, label %61, label %45

45:                                               ; preds = %41
  %46 = icmp eq i32 %38, 2
  br i1 %46, label %47, label %20

47:                                               ; preds = %45
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %49 = load i64, ptr %48, align 8
  %50 = load i32, ptr %6, align 4
  %51 = add i32 %50, -1
  %52 = zext i32 %51 to i64
  %53 = and i64 %36, %52
  %54 = add i64 %49, 8
  %55 = add i64 %54, %53
  %56 = inttoptr i64 %55 to ptr
  %57 = tail call ptr @memcpy(ptr noundef %1, ptr noundef %56, i64 noundef %43) #15
  store atomic i32 0, ptr %37 monotonic, align 4
  %58 = add nuw nsw i64 %43, 15
  %59 = and i64 %58, 8589934584
  %60 = add i64 %59, %36
  store atomic i64 %60, ptr %4 release, align 8
  br label %61

61:                                               ; preds = %34, %20, %41, %3, %47
  %62 = phi i64 [ %43, %47 ], [ -1, %3 ], [ -1, %41 ], [ -1, %20 ], [ -1, %34 ]
  ret i64 %62
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_ns(ptr noundef readnone captures(none) %0) local_unnamed_addr #7 {
  %2 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #16
  %3 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #15
  %4 = load i64, ptr %2, align 8
  %5 = mul i64 %4, 1000000000
  %6 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %7 = load i64, ptr %6, align 8
  %8 = add i64 %5, %7
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #16
  ret i64 %8
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_boot_ns(ptr noundef readnone captures(none) %0) local_unnamed_addr #7 {
  %2 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #16
  %3 = call i32 @clock_gettime(i32 noundef 7, ptr noundef nonnull %2) #15
  %4 = load i64, ptr %2, align 8
  %5 = mul i64 %4, 1000000000
  %6 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %7 = load i64, ptr %6, align 8
  %8 = add i64 %5, %7
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #16
  ret i64 %8
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 0, 4294967296) i64 @pp_get_prandom_u32(ptr noundef captures(none) %0) local_unnamed_addr #4 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %3 = load i64, ptr %2, align 8
  %4 = lshr i64 %3, 12
  %5 = xor i64 %4, %3
  %6 = shl i64 %5, 25
  %7 = xor i64 %6, %5
  %8 = lshr i64 %7, 27
  %9 = xor i64 %8, %7
  store i64 %9, ptr %2, align 8
  %10 = mul i64 %9, 2685821657736338717
  %11 = lshr i64 %10, 32
  ret i64 %11
}

; Function Attrs: nounwind
define hidden range(i64 -2147483648, 2147483648) i64 @pp_get_smp_processor_id(ptr noundef readnone captures(none) %0) local_unnamed_addr #7 {
  %2 = tail call i32 @sched_getcpu() #15
  %3 = sext i32 %2 to i64
  ret i64 %3
}

declare i32 @sched_getcpu() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden i64 @pp_get_current_pid_tgid(ptr noundef readnone captures(none) %0) local_unnamed_addr #7 {
  %2 = tail call i32 @getpid() #15
  %3 = sext i32 %2 to i64
  %4 = shl nsw i64 %3, 32
  %5 = tail call i32 @gettid() #15
  %6 = zext i32 %5 to i64
  %7 = or disjoint i64 %4, %6
  ret i64 %7
}

declare i32 @getpid() local_unnamed_addr #8

declare i32 @gettid() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden i64 @pp_get_current_uid_gid(ptr noundef readnone captures(none) %0) local_unnamed_addr #7 {
  %2 = tail call i32 @getgid() #15
  %3 = zext i32 %2 to i64
  %4 = shl nuw i64 %3, 32
  %5 = tail call i32 @getuid() #15
  %6 = zext i32 %5 to i64
  %7 = or disjoint i64 %4, %6
  ret i64 %7
}

declare i32 @getgid() local_unnamed_addr #8

declare i32 @getuid() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_get_current_comm(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #7 {
  %4 = alloca [16 x i8], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #16
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %4, i8 0, i64 16, i1 false)
  %5 = icmp eq i64 %2, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %3
  %7 = tail call i64 @llvm.umin.i64(i64 %2, i64 16)
  %8 = call i32 (i32, ...) @prctl(i32 noundef 16, ptr noundef nonnull %4) #15
  %9 = inttoptr i64 %1 to ptr
  %10 = call ptr @memset(ptr noundef %9, i32 noundef 0, i64 noundef %2) #15
  %11 = call ptr @memcpy(ptr noundef %9, ptr noundef nonnull %4, i64 noundef %7) #15
  %12 = getelementptr i8, ptr %9, i64 %2
  %13 = getelementptr i8, ptr %12, i64 -1
  store i8 0, ptr %13, align 1
  br label %14

14:                                               ; preds = %3, %6
  %15 = phi i64 [ 0, %6 ], [ -22, %3 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #16
  ret i64 %15
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #10

declare i32 @prctl(i32 noundef, ...) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -14, 1) i64 @pp_probe_read(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #7 {
  %5 = icmp eq i64 %2, 0
  br i1 %5, label %67, label %6

6:                                                ; preds = %4
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %11 = load i64, ptr %10, align 8
  %12 = inttoptr i64 %11 to ptr
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %16 = load i64, ptr %15, align 8
  %17 = icmp ult i64 %3, %14
  %18 = icmp ugt i64 %3, %16
  %19 = or i1 %17, %18
  %20 = sub nuw i64 %16, %3
  %21 = icmp ugt i64 %2, %20
  %22 = select i1 %19, i1 true, i1 %21
  br i1 %22, label %23, label %64

23:                                               ; preds = %6
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %25 = load i64, ptr %24, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %27 = load i64, ptr %26, align 8
  %28 = icmp ult i64 %3, %25
  %29 = icmp ugt i64 %3, %27
  %30 = or i1 %28, %29
  %31 = sub nuw i64 %27, %3
  %32 = icmp ugt i64 %2, %31
  %33 = select i1 %30, i1 true, i1 %32
  br i1 %33, label %34, label %64

34:                                               ; preds = %23
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %36 = load i64, ptr %35, align 8
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %38 = load i64, ptr %37, align 8
  %39 = icmp ult i64 %3, %36
  %40 = icmp ugt i64 %3, %38
  %41 = or i1 %39, %40
  %42 = sub nuw i64 %38, %3
  %43 = icmp ugt i64 %2, %42
  %44 = select i1 %41, i1 true, i1 %43
  br i1 %44, label %45, label %64

45:                                               ; preds = %34
  %46 = icmp ult i64 %8, %11
  br i1 %46, label %47, label %61

47:                                               ; preds = %45, %58
  %48 = phi ptr [ %59, %58 ], [ %9, %45 ]
  %49 = load i64, ptr %48, align 8
  %50 = getelementptr inbounds nuw i8, ptr %48, i64 8
  %51 = load i64, ptr %50, align 8
  %52 = icmp ult i64 %3, %49
  %53 = icmp ugt i64 %3, %51
  %54 = or i1 %52, %53
  %55 = sub nuw i64 %51, %3
  %56 = icmp ugt i64 %2, %55
  %57 = select i1 %54, i1 true, i1 %56
  br i1 %57, label %58, label %64

58:                                               ; preds = %47
  %59 = getelementptr inbounds nuw i8, ptr %48, i64 24
  %60 = icmp ult ptr %59, %12
  br i1 %60, label %47, label %61, !llvm.loop !3

61:                                               ; preds = %58, %45
  %62 = inttoptr i64 %1 to ptr
  %63 = tail call ptr @memset(ptr noundef %62, i32 noundef 0, i64 noundef %2) #15
  br label %67

64:                                               ; preds = %47, %34, %6, %23
  %65 = inttoptr i64 %1 to ptr
  %66 = inttoptr i64 %3 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %65, ptr align 1 %66, i64 %2, i1 false)
  br label %67

67:                                               ; preds = %4, %64, %61
  %68 = phi i64 [ -14, %61 ], [ 0, %64 ], [ 0, %4 ]
  ret i64 %68
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i64(ptr writeonly captures(none), ptr readonly captures(none), i64, i1 immarg) #11

; Function Attrs: nounwind
define hidden i64 @pp_probe_read_str(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #7 {
  %5 = inttoptr i64 %1 to ptr
  %6 = icmp eq i64 %2, 0
  br i1 %6, label %67, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %16 = inttoptr i64 %3 to ptr
  br label %17

17:                                               ; preds = %7, %62
  %18 = phi i64 [ 0, %7 ], [ %61, %62 ]
  %19 = add i64 %18, %3
  %20 = load i64, ptr %8, align 8
  %21 = inttoptr i64 %20 to ptr
  %22 = load i64, ptr %9, align 8
  %23 = inttoptr i64 %22 to ptr
  %24 = load i64, ptr %10, align 8
  %25 = load i64, ptr %11, align 8
  %26 = icmp ult i64 %19, %24
  %27 = icmp uge i64 %19, %25
  %28 = or i1 %26, %27
  br i1 %28, label %29, label %56

29:                                               ; preds = %17
  %30 = load i64, ptr %12, align 8
  %31 = load i64, ptr %13, align 8
  %32 = icmp ult i64 %19, %30
  %33 = icmp uge i64 %19, %31
  %34 = or i1 %32, %33
  br i1 %34, label %35, label %56

35:                                               ; preds = %29
  %36 = load i64, ptr %14, align 8
  %37 = load i64, ptr %15, align 8
  %38 = icmp ult i64 %19, %36
  %39 = icmp uge i64 %19, %37
  %40 = or i1 %38, %39
  br i1 %40, label %41, label %56

41:                                               ; preds = %35
  %42 = icmp ult i64 %20, %22
  br i1 %42, label %43, label %54

43:                                               ; preds = %41, %51
  %44 = phi ptr [ %52, %51 ], [ %21, %41 ]
  %45 = load i64, ptr %44, align 8
  %46 = getelementptr inbounds nuw i8, ptr %44, i64 8
  %47 = load i64, ptr %46, align 8
  %48 = icmp ult i64 %19, %45
  %49 = icmp uge i64 %19, %47
  %50 = or i1 %48, %49
  br i1 %50, label %51, label %56

51:                                               ; preds = %43
  %52 = getelementptr inbounds nuw i8, ptr %44, i64 24
  %53 = icmp ult ptr %52, %23
  br i1 %53, label %43, label %54, !llvm.loop !3

54:                                               ; preds = %41, %51
  %55 = tail call ptr @memset(ptr noundef %5, i32 noundef 0, i64 noundef %2) #15
  br label %67

56:                                               ; preds = %43, %35, %17, %29
  %57 = getelementptr inbounds nuw i8, ptr %16, i64 %18
  %58 = load i8, ptr %57, align 1
  %59 = getelementptr inbounds nuw i8, ptr %5, i64 %18
  store i8 %58, ptr %59, align 1
  %60 = icmp eq i8 %58, 0
  %61 = add nuw i64 %18, 1
  br i1 %60, label %67, label %62

62:                                               ; preds = %56
  %63 = icmp eq i64 %61, %2
  br i1 %63, label %64, label %17, !llvm.loop !19

64:                                               ; preds = %62
  %65 = getelementptr i8, ptr %5, i64 %2
  %66 = getelementptr i8, ptr %65, i64 -1
  store i8 0, ptr %66, align 1
  br label %67

67:                                               ; preds = %56, %4, %64, %54
  %68 = phi i64 [ %2, %64 ], [ 0, %4 ], [ -14, %54 ], [ %61, %56 ]
  ret i64 %68
}

; Function Attrs: nounwind
define hidden range(i64 -14, 1) i64 @pp_skb_load_bytes(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #7 {
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %7 = load i64, ptr %6, align 8
  %8 = and i64 %2, 2147483648
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %10, label %19

10:                                               ; preds = %5
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %12 = load i64, ptr %11, align 8
  %13 = sub i64 %12, %7
  %14 = and i64 %2, 2147483647
  %15 = icmp ugt i64 %14, %13
  %16 = sub nuw i64 %13, %14
  %17 = icmp ugt i64 %4, %16
  %18 = select i1 %15, i1 true, i1 %17
  br i1 %18, label %19, label %22

19:                                               ; preds = %10, %5
  %20 = inttoptr i64 %3 to ptr
  %21 = tail call ptr @memset(ptr noundef %20, i32 noundef 0, i64 noundef %4) #15
  br label %27

22:                                               ; preds = %10
  %23 = inttoptr i64 %3 to ptr
  %24 = add i64 %7, %14
  %25 = inttoptr i64 %24 to ptr
  %26 = tail call ptr @memcpy(ptr noundef %23, ptr noundef %25, i64 noundef %4) #15
  br label %27

27:                                               ; preds = %22, %19
  %28 = phi i64 [ -14, %19 ], [ 0, %22 ]
  ret i64 %28
}

; Function Attrs: nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_load_packet(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #2 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %5, %7
  %9 = and i64 %1, 4294967295
  %10 = icmp ugt i64 %9, %8
  %11 = sub nuw i64 %8, %9
  %12 = icmp ugt i64 %2, %11
  %13 = select i1 %10, i1 true, i1 %12
  br i1 %13, label %30, label %14

14:                                               ; preds = %3
  %15 = icmp eq i64 %2, 0
  br i1 %15, label %30, label %16

16:                                               ; preds = %14
  %17 = add i64 %7, %9
  %18 = inttoptr i64 %17 to ptr
  br label %19

19:                                               ; preds = %16, %19
  %20 = phi ptr [ %28, %19 ], [ %18, %16 ]
  %21 = phi i64 [ %26, %19 ], [ 0, %16 ]
  %22 = phi i64 [ %27, %19 ], [ %2, %16 ]
  %23 = shl i64 %21, 8
  %24 = load i8, ptr %20, align 1
  %25 = zext i8 %24 to i64
  %26 = or disjoint i64 %23, %25
  %27 = add i64 %22, -1
  %28 = getelementptr inbounds nuw i8, ptr %20, i64 1
  %29 = icmp eq i64 %27, 0
  br i1 %29, label %30, label %19, !llvm.loop !20

30:                                               ; preds = %19, %14, %3
  %31 = phi i64 [ -1, %3 ], [ 0, %14 ], [ %26, %19 ]
  ret i64 %31
}

; Function Attrs: nounwind
define hidden i64 @pp_run_batch(ptr noundef initializes((8, 12)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, i64 noundef %4, i64 noundef %5, ptr noundef writeonly captures(none) %6) local_unnamed_addr #7 {
  %8 = alloca %struct.timespec, align 8
  %9 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #16
  %10 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %9) #15
  %11 = load i64, ptr %9, align 8
  %12 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %13 = load i64, ptr %12, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #16
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 0, ptr %14, align 8
  %15 = icmp eq i64 %4, 0
  br i1 %15, label %170, label %16

16:                                               ; preds = %7
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 144
  br label %27

27:                                               ; preds = %16, %167
  %28 = phi i64 [ 0, %16 ], [ %168, %167 ]
  %29 = getelementptr inbounds nuw %struct.packet, ptr %3, i64 %28
  %30 = load i64, ptr %17, align 8
  %31 = add i64 %30, 256
  store i64 %31, ptr %18, align 8
  %32 = getelementptr inbounds nuw i8, ptr %29, i64 8
  %33 = load i64, ptr %32, align 8
  %34 = add i64 %33, %31
  store i64 %34, ptr %19, align 8
  %35 = inttoptr i64 %31 to ptr
  %36 = load i64, ptr %29, align 8
  %37 = inttoptr i64 %36 to ptr
  %38 = load i64, ptr %32, align 8
  %39 = call ptr @memcpy(ptr noundef %35, ptr noundef %37, i64 noundef %38) #15
  switch i32 %2, label %93 [
    i32 1, label %40
    i32 2, label %42
  ]

40:                                               ; preds = %27
  %41 = load i64, ptr %20, align 8
  br label %73

42:                                               ; preds = %27
  %43 = load i64, ptr %20, align 8
  %44 = inttoptr i64 %43 to ptr
  %45 = load i64, ptr %21, align 8
  %46 = inttoptr i64 %45 to ptr
  %47 = load i64, ptr %22, align 8
  %48 = sub i64 %47, %43
  %49 = call ptr @memcpy(ptr noundef %44, ptr noundef %46, i64 noundef %48) #15
  %50 = load i64, ptr %32, align 8
  %51 = icmp ugt i64 %50, 13
  br i1 %51, label %52, label %58

52:                                               ; preds = %42
  %53 = load i64, ptr %18, align 8
  %54 = add i64 %53, 12
  %55 = inttoptr i64 %54 to ptr
  %56 = load i16, ptr %55, align 1
  %57 = zext i16 %56 to i32
  br label %58

58:                                               ; preds = %52, %42
  %59 = phi i32 [ %57, %52 ], [ 0, %42 ]
  %60 = load i64, ptr %20, align 8
  %61 = trunc i64 %50 to i32
  %62 = inttoptr i64 %60 to ptr
  store i32 %61, ptr %62, align 1
  %63 = load i64, ptr %20, align 8
  %64 = add i64 %63, 16
  %65 = inttoptr i64 %64 to ptr
  store i32 %59, ptr %65, align 1
  %66 = load i64, ptr %20, align 8
  %67 = add i64 %66, 76
  %68 = load i64, ptr %18, align 8
  %69 = trunc i64 %68 to i32
  %70 = inttoptr i64 %67 to ptr
  store i32 %69, ptr %70, align 1
  %71 = load i64, ptr %20, align 8
  %72 = add i64 %71, 80
  br label %73

73:                                               ; preds = %58, %40
  %74 = phi ptr [ %19, %58 ], [ %18, %40 ]
  %75 = phi i64 [ %72, %58 ], [ %41, %40 ]
  %76 = phi i64 [ 140, %58 ], [ 4, %40 ]
  %77 = phi ptr [ %18, %58 ], [ %19, %40 ]
  %78 = phi i64 [ 160, %58 ], [ 8, %40 ]
  %79 = phi ptr [ %32, %58 ], [ %18, %40 ]
  %80 = load i64, ptr %74, align 8
  %81 = trunc i64 %80 to i32
  %82 = inttoptr i64 %75 to ptr
  store i32 %81, ptr %82, align 1
  %83 = load i64, ptr %20, align 8
  %84 = add i64 %83, %76
  %85 = load i64, ptr %77, align 8
  %86 = trunc i64 %85 to i32
  %87 = inttoptr i64 %84 to ptr
  store i32 %86, ptr %87, align 1
  %88 = load i64, ptr %20, align 8
  %89 = add i64 %88, %78
  %90 = load i64, ptr %79, align 8
  %91 = trunc i64 %90 to i32
  %92 = inttoptr i64 %89 to ptr
  store i32 %91, ptr %92, align 1
  br label %93

93:                                               ; preds = %27, %73
  store i64 %5, ptr %0, align 8
  %94 = load i64, ptr %20, align 8
  %95 = call i64 %1(ptr noundef nonnull %0, i64 noundef %94, i64 noundef 0) #15
  %96 = getelementptr inbounds nuw i8, ptr %29, i64 16
  store i64 %95, ptr %96, align 8
  %97 = load i32, ptr %23, align 4
  %98 = icmp eq i32 %97, 0
  br i1 %98, label %164, label %99

99:                                               ; preds = %93
  %100 = load i64, ptr %24, align 8
  %101 = load i64, ptr %25, align 8
  %102 = inttoptr i64 %101 to ptr
  %103 = icmp ult i64 %100, %101
  br i1 %103, label %104, label %163

104:                                              ; preds = %99
  %105 = inttoptr i64 %100 to ptr
  br label %106

106:                                              ; preds = %160, %104
  %107 = phi ptr [ %105, %104 ], [ %161, %160 ]
  %108 = load i64, ptr %107, align 8
  %109 = inttoptr i64 %108 to ptr
  %110 = load i32, ptr %109, align 8
  %111 = icmp eq i32 %110, 27
  br i1 %111, label %112, label %160

112:                                              ; preds = %106
  %113 = getelementptr inbounds nuw i8, ptr %109, i64 88
  %114 = atomicrmw xchg ptr %113, i32 1 acquire, align 8
  %115 = icmp eq i32 %114, 0
  br i1 %115, label %123, label %116

116:                                              ; preds = %112, %119
  %117 = load atomic i32, ptr %113 monotonic, align 8
  %118 = icmp eq i32 %117, 0
  br i1 %118, label %120, label %119

119:                                              ; preds = %116, %120
  br label %116, !llvm.loop !14

120:                                              ; preds = %116
  %121 = atomicrmw xchg ptr %113, i32 1 acquire, align 8
  %122 = icmp eq i32 %121, 0
  br i1 %122, label %123, label %119

123:                                              ; preds = %120, %112
  %124 = getelementptr inbounds nuw i8, ptr %109, i64 128
  %125 = load i64, ptr %124, align 8
  %126 = getelementptr inbounds nuw i8, ptr %109, i64 120
  %127 = load i64, ptr %126, align 8
  %128 = icmp eq i64 %125, %127
  br i1 %128, label %159, label %129

129:                                              ; preds = %123
  %130 = getelementptr inbounds nuw i8, ptr %109, i64 112
  %131 = getelementptr inbounds nuw i8, ptr %109, i64 12
  br label %132

132:                                              ; preds = %156, %129
  %133 = phi i64 [ %127, %129 ], [ %157, %156 ]
  %134 = phi i64 [ %125, %129 ], [ %147, %156 ]
  %135 = load i64, ptr %130, align 8
  %136 = inttoptr i64 %135 to ptr
  %137 = load i32, ptr %131, align 4
  %138 = add i32 %137, -1
  %139 = zext i32 %138 to i64
  %140 = and i64 %134, %139
  %141 = lshr i64 %140, 3
  %142 = getelementptr inbounds nuw %struct.record, ptr %136, i64 %141
  %143 = load i32, ptr %142, align 4
  %144 = zext i32 %143 to i64
  %145 = add nuw nsw i64 %144, 15
  %146 = and i64 %145, 8589934584
  %147 = add i64 %146, %134
  %148 = getelementptr inbounds nuw i8, ptr %142, i64 4
  %149 = load i32, ptr %148, align 4
  %150 = load i32, ptr %26, align 8
  %151 = shl i32 %150, 2
  %152 = or disjoint i32 %151, 1
  %153 = icmp eq i32 %149, %152
  br i1 %153, label %154, label %156

154:                                              ; preds = %132
  store atomic i32 3, ptr %148 release, align 4
  %155 = load i64, ptr %126, align 8
  br label %156

156:                                              ; preds = %154, %132
  %157 = phi i64 [ %155, %154 ], [ %133, %132 ]
  %158 = icmp eq i64 %147, %157
  br i1 %158, label %159, label %132, !llvm.loop !17

159:                                              ; preds = %156, %123
  store atomic i32 0, ptr %113 release, align 8
  br label %160

160:                                              ; preds = %159, %106
  %161 = getelementptr inbounds nuw i8, ptr %107, i64 24
  %162 = icmp ult ptr %161, %102
  br i1 %162, label %106, label %163, !llvm.loop !18

163:                                              ; preds = %160, %99
  store i32 0, ptr %23, align 4
  br label %164

164:                                              ; preds = %163, %93
  %165 = load i32, ptr %14, align 8
  %166 = icmp eq i32 %165, 0
  br i1 %166, label %167, label %170

167:                                              ; preds = %164
  %168 = add nuw i64 %28, 1
  %169 = icmp eq i64 %168, %4
  br i1 %169, label %170, label %27, !llvm.loop !21

170:                                              ; preds = %167, %164, %7
  %171 = phi i64 [ 0, %7 ], [ %28, %164 ], [ %4, %167 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #16
  %172 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %8) #15
  %173 = load i64, ptr %8, align 8
  %174 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %175 = load i64, ptr %174, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #16
  %176 = sub i64 %173, %11
  %177 = mul i64 %176, 1000000000
  %178 = sub i64 %175, %13
  %179 = add i64 %178, %177
  store i64 %179, ptr %6, align 8
  ret i64 %171
}

; Function Attrs: nounwind
define hidden i64 @pp_call_many(ptr noundef readonly captures(none) %0, ptr noundef readonly captures(none) %1, ptr noundef readonly captures(none) %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #7 {
  %6 = alloca %struct.timespec, align 8
  %7 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #16
  %8 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %7) #15
  %9 = load i64, ptr %7, align 8
  %10 = getelementptr inbounds nuw i8, ptr %7, i64 8
  %11 = load i64, ptr %10, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #16
  %12 = icmp eq i64 %4, 0
  br i1 %12, label %35, label %13

13:                                               ; preds = %5
  %14 = icmp eq i64 %3, 0
  br label %15

15:                                               ; preds = %13, %17
  %16 = phi i64 [ %4, %13 ], [ %18, %17 ]
  br i1 %14, label %17, label %20

17:                                               ; preds = %20, %15
  %18 = add i64 %16, -1
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %35, label %15, !llvm.loop !22

20:                                               ; preds = %15, %20
  %21 = phi i64 [ %33, %20 ], [ 0, %15 ]
  %22 = getelementptr inbounds nuw i32, ptr %2, i64 %21
  %23 = load i32, ptr %22, align 4
  %24 = zext i32 %23 to i64
  %25 = getelementptr inbounds nuw ptr, ptr %1, i64 %24
  %26 = load ptr, ptr %25, align 8
  %27 = getelementptr inbounds nuw i64, ptr %0, i64 %24
  %28 = load i64, ptr %27, align 8
  %29 = inttoptr i64 %28 to ptr
  %30 = getelementptr inbounds nuw i8, ptr %26, i64 32
  %31 = load i64, ptr %30, align 8
  %32 = call i64 %29(ptr noundef %26, i64 noundef %31, i64 noundef 0) #15
  %33 = add nuw i64 %21, 1
  %34 = icmp eq i64 %33, %3
  br i1 %34, label %17, label %20, !llvm.loop !23

35:                                               ; preds = %17, %5
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #16
  %36 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %6) #15
  %37 = load i64, ptr %6, align 8
  %38 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %39 = load i64, ptr %38, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #16
  %40 = sub i64 %37, %9
  %41 = mul i64 %40, 1000000000
  %42 = sub i64 %39, %11
  %43 = add i64 %42, %41
  ret i64 %43
}

declare i32 @clock_gettime(i32 noundef, ptr noundef) local_unnamed_addr #8

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #12

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #13

attributes #0 = { nofree norecurse nosync nounwind memory(read, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #2 = { nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" }
attributes #3 = { nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" }
attributes #4 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) "no-builtins" }
attributes #5 = { nofree norecurse nounwind "no-builtins" }
attributes #6 = { mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" }
attributes #7 = { nounwind "no-builtins" }
attributes #8 = { "no-builtins" }
attributes #9 = { nofree norecurse nounwind memory(readwrite, inaccessiblemem: write, target_mem0: none, target_mem1: none) "no-builtins" }
attributes #10 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #11 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #12 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #13 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }
attributes #14 = { nobuiltin "no-builtins" }
attributes #15 = { nobuiltin nounwind "no-builtins" }
attributes #16 = { nounwind }

!llvm.module.flags = !{!0, !1, !2}

!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 8, !"PIC Level", i32 2}
!2 = !{i32 7, !"PIE Level", i32 2}
!3 = distinct !{!3, !4, !5}
!4 = !{!"llvm.loop.mustprogress"}
!5 = !{!"llvm.loop.unroll.disable"}
!6 = distinct !{!6, !4, !5}
!7 = distinct !{!7, !4, !5}
!8 = distinct !{!8, !4, !5}
!9 = distinct !{!9, !4, !5}
!10 = distinct !{!10, !4, !5}
!11 = distinct !{!11, !4, !5}
!12 = distinct !{!12, !4, !5}
!13 = distinct !{!13, !4, !5}
!14 = distinct !{!14, !4, !5}
!15 = distinct !{!15, !4, !5}
!16 = distinct !{!16, !4, !5}
!17 = distinct !{!17, !4, !5}
!18 = distinct !{!18, !4, !5}
!19 = distinct !{!19, !4, !5}
!20 = distinct !{!20, !4, !5}
!21 = distinct !{!21, !4, !5}
!22 = distinct !{!22, !4, !5}
!23 = distinct !{!23, !4, !5}
