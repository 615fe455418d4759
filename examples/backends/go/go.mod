module example.com/relink-backend

go 1.19
